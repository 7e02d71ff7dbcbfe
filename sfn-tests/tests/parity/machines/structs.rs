//! Structs: serde's names, missing members, and literals in every position.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "kebab-case")]
pub struct Person {
    customer_id: String,
    #[serde(rename = "in")]
    inside: bool,
    #[serde(rename = "größe")]
    size: u32,
    #[serde(rename = "a.b `c` \"d\"")]
    awkward: u32,
    #[serde(default)]
    visits: u64,
    nick_name: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(flatten)]
    address: Address,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Address {
    street: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    floor: Option<i32>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Cents(u64);

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(transparent)]
pub struct Sku {
    code: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Point(i64, i64);

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Segment {
    from: Point,
    to: Point,
    price: Cents,
    sku: Sku,
    through: Vec<Point>,
}

#[task]
pub async fn echo(person: Person) -> Result<Person, Never> {
    Ok(person)
}

#[task]
pub async fn street_of(address: &Address, floor: i32) -> Result<String, Never> {
    Ok(format!("{} {:?} {floor}", address.street, address.floor))
}

/// Members by every kind of JSON name, present and missing.
#[state_machine]
pub async fn read_members(person: Person) -> Result<String, Never> {
    let reference = &person;
    let nick = match &reference.nick_name {
        Some(name) => name.clone(),
        None => "nobody".to_owned(),
    };
    let floor = if person.address.floor.is_none() {
        "no floor"
    } else {
        "a floor"
    };
    let known = echo(person.clone()).await?;
    Ok(format!(
        "{} {} {} {} {} {nick} {} {floor} {}",
        person.customer_id,
        known.inside,
        reference.size,
        person.awkward,
        known.visits,
        known.tags.len(),
        known.address.street,
    ))
}

/// A literal as output, with all of serde's attributes, out of the input.
#[state_machine]
pub async fn write_members(person: Person) -> Result<Person, Never> {
    let address = Address {
        floor: Some(3),
        street: format!("{} 7", person.address.street),
    };
    Ok(Person {
        awkward: person.awkward + 1,
        customer_id: person.customer_id,
        inside: !person.inside,
        size: 9,
        visits: person.visits + 1,
        nick_name: None,
        tags: vec!["new".to_owned()],
        address,
    })
}

/// Passing a value on keeps what is there and what is not.
#[state_machine]
pub async fn pass_on(person: Person) -> Result<Person, Never> {
    let known = echo(person).await?;
    Ok(known)
}

/// A literal as an argument, inside an argument list and behind a reference.
#[state_machine]
pub async fn literal_argument(street: String) -> Result<String, Never> {
    let text = street_of(
        &Address {
            street: street.clone(),
            floor: None,
        },
        {
            let address = Address {
                street,
                floor: Some(2),
            };
            match address.floor {
                Some(floor) => floor,
                None => 0,
            }
        },
    )
    .await?;
    Ok(text)
}

/// Tuple structs, newtypes and transparent structs, nested and in vectors.
#[state_machine]
pub async fn tuple_structs(segment: Segment) -> Result<Segment, Never> {
    let mut length = segment.to.0 - segment.from.0;
    for point in &segment.through {
        length += point.1;
    }
    let Point(x, y) = segment.from.clone();
    Ok(Segment {
        from: Point(y, x),
        to: Point(length, segment.to.1),
        price: Cents(segment.price.0 + 1),
        sku: Sku {
            code: format!("{}!", segment.sku.code),
        },
        through: vec![Point(x, y), segment.to, Point(0, 0)],
    })
}

/// Literals inside arrays, branches and `format!`.
#[state_machine]
pub async fn literals_inside(flag: bool) -> Result<Vec<Address>, Never> {
    let text = format!(
        "{}",
        Address {
            street: "inner".to_owned(),
            floor: None
        }
        .street
    );
    let chosen = if flag {
        Address {
            street: text,
            floor: Some(1),
        }
    } else {
        Address {
            street: "other".to_owned(),
            floor: None,
        }
    };
    Ok(vec![
        chosen,
        Address {
            street: String::new(),
            floor: Some(-1),
        },
    ])
}

/// `..base`: what is listed comes first, and the rest from the base, which is evaluated last.
#[state_machine]
pub async fn update(person: Person, segment: Segment) -> Result<(Person, Segment, u64), Never> {
    let mut calls = 0;
    let moved = Person {
        visits: {
            calls += 1;
            calls
        },
        awkward: person.awkward + 1,
        nick_name: None,
        ..{
            calls *= 10;
            echo(person).await?
        }
    };
    let nested = Segment {
        from: Point {
            1: 7,
            ..segment.from.clone()
        },
        price: Cents {
            0: segment.price.0 * 2,
        },
        ..segment.clone()
    };
    let same = Person { ..moved.clone() };
    let renamed = Person {
        customer_id: format!("{}!", same.customer_id),
        inside: !moved.inside,
        ..same
    };
    Ok((renamed, nested, calls))
}

/// A member of an element of a tuple that stands where it was written: in JSONata a path that begins with `[…]` loses its
/// index (found by a generated program: seed 5, program 29).
#[state_machine]
pub async fn member_of_literal(n: u64) -> Result<(String, u64), Never> {
    let pair = (
        Address {
            street: "Elm".to_owned(),
            floor: None,
        },
        n,
    );
    let text = format!("{}|", pair.0.street);
    let points = [Point(1, 2), Point(3, 4)];
    let all = format!("{text}{}", points[1].1);
    Ok((all, pair.1))
}

crate::harness::subjects!(
    member_of_literal,
    read_members,
    write_members,
    pass_on,
    literal_argument,
    tuple_structs,
    literals_inside,
    update,
);
