//! What `derive(Shape)` says about a type is exactly what serde writes and accepts: serde is the judge.
//!
//! Each case looks members up in serde's JSON by their places, and takes each away to see whether serde accepts that.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sfn::__private::shape::{FieldInfo, IsArray, Place, Style, Tag, VariantInfo};
use sfn::Shape;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// A member's place, and its own JSON taken from a value of the owner.
type Member<T> = (FieldInfo, fn(&T) -> Value);

/// The members of a struct, by their Rust names.
macro_rules! members {
    ($type:ty: $($member:tt),*) => {
        &[$((
            <$type as Shape>::NAMES.$member.info,
            (|owner: &$type| serde_json::to_value(&owner.$member).unwrap()) as fn(&$type) -> Value,
        )),*]
    };
}

#[track_caller]
fn check_struct<T: Serialize + DeserializeOwned>(value: T, members: &[Member<T>]) {
    let json = serde_json::to_value(&value).unwrap();
    let mut seen = 0;
    for (info, own) in members {
        match at(&json, info.place) {
            Some(found) => {
                assert_eq!(*found, own(&value), "{info:?} in {json}");
                seen += 1;
            }
            None => {
                let stand_in = info.absent.map(|text| serde_json::from_str(text).unwrap());
                assert_eq!(stand_in, Some(own(&value)), "{info:?} in {json}");
            }
        }
        check_absent(&json, *info, own);
    }
    let written = json.as_object().map(serde_json::Map::len);
    let written = written.or(json.as_array().map(Vec::len));
    let is_flat = members
        .iter()
        .any(|(info, _)| matches!(info.place, Place::Itself | Place::Flattened));
    assert!(
        is_flat || written.is_none_or(|written| written == seen),
        "{json} has other members"
    );
}

/// Takes a member away: serde accepts that if and only if the shape says what the member then is.
#[track_caller]
fn check_absent<T: DeserializeOwned>(json: &Value, info: FieldInfo, own: &fn(&T) -> Value) {
    let mut without = json.clone();
    let last = without.as_array().map_or(0, Vec::len).wrapping_sub(1);
    match info.place {
        Place::Member(name) => drop(without.as_object_mut().unwrap().remove(name)),
        // Only the last elements of an array can be missing.
        Place::Element(index) if index == last => drop(without.as_array_mut().unwrap().pop()),
        Place::Element(_) | Place::Itself | Place::Flattened => return,
    }
    let read = serde_json::from_value::<T>(without)
        .ok()
        .map(|value| own(&value));
    let said = info.absent.map(|text| serde_json::from_str(text).unwrap());
    // As JSON numbers: 0 is 0.0.
    let numbers = |json: Option<Value>| json.map(sfn::__private::Value::from);
    assert_eq!(numbers(read), numbers(said), "without {info:?}");
}

fn at(json: &Value, place: Place) -> Option<&Value> {
    match place {
        Place::Member(name) => json.as_object().unwrap().get(name),
        Place::Element(index) => json.as_array().unwrap().get(index),
        Place::Itself | Place::Flattened => Some(json),
    }
}

/// Checks a variant with the JSON of its members, and reads the value back.
#[track_caller]
fn check_variant<T>(value: T, variant: VariantInfo, members: &[(FieldInfo, Value)])
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let json = serde_json::to_value(&value).unwrap();
    let content = match variant.tag {
        Tag::External if variant.style == Style::Unit => {
            assert_eq!(json, variant.name);
            None
        }
        Tag::External => {
            assert_eq!(json.as_object().unwrap().len(), 1, "{json}");
            Some(json[variant.name].clone())
        }
        Tag::Internal { tag } => {
            assert_eq!(json[tag], variant.name, "{json}");
            Some(json.clone())
        }
        Tag::Adjacent { tag, content } => {
            assert_eq!(json[tag], variant.name, "{json}");
            json.get(content).cloned()
        }
    };
    assert_eq!(variant.style == Style::Unit, members.is_empty());
    for (info, own) in members {
        let content = content.as_ref().unwrap();
        match (info.place, variant.tag) {
            // A struct beside an internal tag: all of it is there, and the tag too.
            (Place::Itself, Tag::Internal { .. }) => {
                for (name, member) in own.as_object().unwrap() {
                    assert_eq!(content.get(name), Some(member), "{json}");
                }
            }
            (place, _) => assert_eq!(at(content, place), Some(own), "{info:?} in {json}"),
        }
    }
    assert_eq!(serde_json::from_value::<T>(json).unwrap(), value);
}

/// A variant's description and its members with the JSON of their values.
macro_rules! variant {
    ($type:ident :: $variant:ident $(: $($member:tt = $own:expr),*)?) => {{
        let variant = &<$type as Shape>::NAMES.$variant;
        (variant.info, vec![$($((variant.fields.$member.info, serde_json::to_value($own).unwrap())),*)?])
    }};
}

fn json(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

mod structs {
    use super::*;

    #[derive(Serialize, Deserialize, Shape)]
    struct Plain {
        id: u64,
        r#type: String,
        nested: Inner,
    }

    #[derive(Serialize, Deserialize, Shape, Clone, PartialEq, Debug)]
    struct Inner {
        street: String,
    }

    fn inner() -> Inner {
        Inner {
            street: "Elm".to_owned(),
        }
    }

    #[test]
    fn plain_members() {
        let value = Plain {
            id: 7,
            r#type: "a".to_owned(),
            nested: inner(),
        };
        check_struct(value, members!(Plain: id, r#type, nested));
    }

    #[derive(Serialize, Deserialize, Shape)]
    #[serde(rename_all = "camelCase")]
    struct Renamed {
        customer_id: u64,
        #[serde(rename = "The Name")]
        own_name: String,
        #[serde(rename(serialize = "both", deserialize = "both"))]
        in_both_directions: bool,
    }

    #[test]
    fn renamed_members() {
        let value = Renamed {
            customer_id: 1,
            own_name: String::new(),
            in_both_directions: true,
        };
        check_struct(
            value,
            members!(Renamed: customer_id, own_name, in_both_directions),
        );
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Defaults {
        #[serde(default)]
        number: u8,
        #[serde(default)]
        float: f64,
        #[serde(default)]
        flag: bool,
        #[serde(default)]
        text: String,
        #[serde(default)]
        list: Vec<u64>,
        #[serde(default)]
        map: BTreeMap<String, u64>,
        #[serde(default)]
        option: Option<u64>,
        #[serde(default)]
        boxed: Box<u64>,
        #[serde(default)]
        unit: (),
    }

    fn defaults() -> Defaults {
        Defaults {
            number: 1,
            float: 1.5,
            flag: true,
            text: "a".to_owned(),
            list: vec![1],
            map: BTreeMap::from([("a".to_owned(), 1)]),
            option: Some(1),
            boxed: Box::new(1),
            unit: (),
        }
    }

    #[test]
    fn members_with_defaults() {
        let members = members!(Defaults: number, float, flag, text, list, map, option, boxed, unit);
        check_struct(defaults(), members);
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Skips {
        kept: u64,
        #[serde(skip)]
        gone: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        maybe: Option<u64>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        list: Vec<u64>,
    }

    #[test]
    fn skipped_members() {
        let value = Skips {
            kept: 1,
            gone: 5,
            maybe: None,
            list: Vec::new(),
        };
        assert_eq!(value.gone, 5);
        check_struct(value, members!(Skips: kept, maybe, list));
        let value = Skips {
            kept: 1,
            gone: 5,
            maybe: Some(2),
            list: vec![3],
        };
        check_struct(value, members!(Skips: kept, maybe, list));
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Options {
        plain: Option<u64>,
        boxed: Box<Option<u64>>,
        transparent: Transparent,
        newtype: Newtype,
    }

    #[derive(Serialize, Deserialize, Shape, Clone, Copy)]
    #[serde(transparent)]
    struct Transparent {
        inner: Option<u64>,
    }

    #[derive(Serialize, Deserialize, Shape, Clone, Copy)]
    struct Newtype(Option<u64>);

    #[test]
    fn options_may_be_missing_behind_what_serde_looks_through() {
        let value = Options {
            plain: Some(1),
            boxed: Box::new(Some(2)),
            transparent: Transparent { inner: Some(3) },
            newtype: Newtype(Some(4)),
        };
        check_struct(value, members!(Options: plain, boxed, transparent, newtype));
    }

    #[test]
    fn newtypes_are_what_they_hold() {
        check_struct(Newtype(Some(5)), members!(Newtype: 0));
        check_struct(Transparent { inner: Some(5) }, members!(Transparent: inner));
        assert_eq!(Newtype::ABSENT, None);
        assert_eq!(Transparent::ABSENT, Some("null"));
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct List(Vec<u64>);

    #[test]
    fn a_newtype_of_an_array_is_an_array() {
        check_struct(List(vec![1]), members!(List: 0));
        assert_eq!(List::ARRAY, IsArray::Always);
        const { assert!(!List::IS_STRUCT) };
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Tuple(u64, Option<String>, Option<u64>);

    #[derive(Serialize, Deserialize, Shape)]
    struct DefaultedTuple(u64, #[serde(default)] u64);

    #[test]
    fn tuples_are_arrays() {
        check_struct(
            Tuple(1, Some("a".to_owned()), None),
            members!(Tuple: 0, 1, 2),
        );
        check_struct(DefaultedTuple(1, 2), members!(DefaultedTuple: 0, 1));
        assert_eq!(Tuple::ARRAY, IsArray::Always);
        const { assert!(!Tuple::IS_STRUCT) };
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Flat {
        id: u64,
        #[serde(flatten)]
        address: Box<Inner>,
        #[serde(flatten)]
        wrapped: Wrapped,
    }

    #[derive(Serialize, Deserialize, Shape, Clone)]
    struct Wrapped(Deep);

    #[derive(Serialize, Deserialize, Shape, Clone)]
    struct Deep {
        depth: u64,
    }

    #[test]
    fn flattened_members_stand_in_their_owner() {
        let value = Flat {
            id: 1,
            address: Box::new(inner()),
            wrapped: Wrapped(Deep { depth: 3 }),
        };
        let written = json(&value);
        let names = Flat::NAMES;
        assert_eq!(names.address.info.place, Place::Flattened);
        assert_eq!(names.wrapped.info.place, Place::Flattened);
        assert_eq!(at(&written, names.id.info.place), Some(&json(1)));
        assert_eq!(
            at(&written, Inner::NAMES.street.info.place),
            Some(&json("Elm"))
        );
        assert_eq!(at(&written, Deep::NAMES.depth.info.place), Some(&json(3)));
        assert_eq!(written.as_object().unwrap().len(), 3);
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Unit;

    #[derive(Serialize, Deserialize, Shape)]
    struct Empty {}

    #[derive(Serialize, Deserialize, Shape)]
    struct EmptyTuple();

    #[test]
    fn structs_without_members() {
        assert_eq!(json(Unit), Value::Null);
        assert_eq!(json(Empty {}), json(BTreeMap::<String, u64>::new()));
        assert_eq!(json(EmptyTuple()), json(Vec::<u64>::new()));
        const { assert!(!Unit::IS_STRUCT && Empty::IS_STRUCT) };
        assert_eq!(Unit::ARRAY, IsArray::Never);
        assert_eq!(EmptyTuple::ARRAY, IsArray::Always);
        let ((), _, _) = (Unit::NAMES, Empty::NAMES, EmptyTuple::NAMES);
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Tree {
        value: u64,
        left: Option<Box<Tree>>,
        children: Vec<Tree>,
        by_name: BTreeMap<String, Forest>,
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Forest(Vec<Tree>);

    #[test]
    fn recursive_types() {
        let leaf = || Tree {
            value: 1,
            left: None,
            children: Vec::new(),
            by_name: BTreeMap::new(),
        };
        let value = Tree {
            value: 2,
            left: Some(Box::new(leaf())),
            children: vec![leaf()],
            by_name: BTreeMap::from([("a".to_owned(), Forest(vec![leaf()]))]),
        };
        check_struct(value, members!(Tree: value, left, children, by_name));
        check_struct(Forest(vec![leaf()]), members!(Forest: 0));
    }
}

mod tuples {
    use super::*;

    #[test]
    fn tuples_of_the_standard_library() {
        type Pair = (u64, Option<String>);
        check_struct((1, None), members!(Pair: 0, 1));
    }
}

mod enums {
    use super::*;

    #[derive(Serialize, Deserialize, Shape, PartialEq, Debug, Clone)]
    struct Content {
        limit: u64,
    }

    #[derive(Serialize, Deserialize, Shape, PartialEq, Debug)]
    enum External {
        Unit,
        Newtype(u64),
        Struct {
            limit: u64,
            #[serde(rename = "the list")]
            list: Vec<u64>,
        },
        Tuple(u64, String),
        Empty(),
        #[serde(rename = "renamed")]
        Renamed(Content),
    }

    #[test]
    fn external_tags() {
        let (info, members) = variant!(External::Unit);
        check_variant(External::Unit, info, &members);
        let (info, members) = variant!(External::Newtype: 0 = 5);
        check_variant(External::Newtype(5), info, &members);
        let (info, members) = variant!(External::Struct: limit = 5, list = [1]);
        check_variant(
            External::Struct {
                limit: 5,
                list: vec![1],
            },
            info,
            &members,
        );
        let (info, members) = variant!(External::Tuple: 0 = 5, 1 = "a");
        check_variant(External::Tuple(5, "a".to_owned()), info, &members);
        let (info, members) = variant!(External::Renamed: 0 = Content { limit: 5 });
        check_variant(External::Renamed(Content { limit: 5 }), info, &members);
        assert_eq!(External::NAMES.Empty.info.style, Style::Tuple);
        assert_eq!(json(External::Empty()), serde_json::json!({"Empty": []}));
    }

    #[derive(Serialize, Deserialize, Shape, PartialEq, Debug)]
    #[serde(tag = "type", rename_all = "snake_case")]
    enum Internal {
        UnitOne,
        Struct { limit: u64 },
        Newtype(Content),
    }

    #[test]
    fn internal_tags() {
        let (info, members) = variant!(Internal::UnitOne);
        check_variant(Internal::UnitOne, info, &members);
        let (info, members) = variant!(Internal::Struct: limit = 5);
        check_variant(Internal::Struct { limit: 5 }, info, &members);
        let (info, members) = variant!(Internal::Newtype: 0 = Content { limit: 5 });
        check_variant(Internal::Newtype(Content { limit: 5 }), info, &members);
    }

    #[derive(Serialize, Deserialize, Shape, PartialEq, Debug)]
    #[serde(
        tag = "t",
        content = "c",
        rename_all = "SCREAMING-KEBAB-CASE",
        rename_all_fields = "camelCase"
    )]
    enum Adjacent {
        UnitOne,
        Newtype(Option<u64>),
        Struct {
            the_limit: u64,
        },
        #[serde(rename_all = "UPPERCASE")]
        Other {
            the_limit: u64,
        },
        Tuple(u64, u64),
    }

    #[test]
    fn adjacent_tags() {
        let (info, members) = variant!(Adjacent::UnitOne);
        check_variant(Adjacent::UnitOne, info, &members);
        let (info, members) = variant!(Adjacent::Newtype: 0 = 5);
        check_variant(Adjacent::Newtype(Some(5)), info, &members);
        let (info, members) = variant!(Adjacent::Struct: the_limit = 5);
        check_variant(Adjacent::Struct { the_limit: 5 }, info, &members);
        let (info, members) = variant!(Adjacent::Other: the_limit = 5);
        check_variant(Adjacent::Other { the_limit: 5 }, info, &members);
        let (info, members) = variant!(Adjacent::Tuple: 0 = 5, 1 = 6);
        check_variant(Adjacent::Tuple(5, 6), info, &members);
    }

    #[derive(Serialize, Deserialize, Shape, PartialEq, Debug)]
    enum Members {
        Variant {
            #[serde(default)]
            number: u64,
            option: Option<u64>,
            #[serde(flatten)]
            content: Content,
            #[serde(skip)]
            gone: u64,
        },
    }

    #[test]
    fn members_of_variants_follow_their_attributes() {
        let fields = &Members::NAMES.Variant.fields;
        assert_eq!(
            fields.number.info,
            FieldInfo {
                place: Place::Member("number"),
                absent: Some("0")
            }
        );
        assert_eq!(fields.option.info.absent, Some("null"));
        assert_eq!(fields.content.info.place, Place::Flattened);
        let read: Members = serde_json::from_str(r#"{"Variant":{"limit":3}}"#).unwrap();
        let content = Content { limit: 3 };
        assert_eq!(
            read,
            Members::Variant {
                number: 0,
                option: None,
                content,
                gone: 0
            }
        );
    }
}

/// Serde's own renaming of the same names, rule by rule.
#[allow(
    non_camel_case_types,
    non_snake_case,
    clippy::upper_case_acronyms,
    reason = "rules treat names that break the conventions in their own ways"
)]
mod rename_all {
    use super::*;

    macro_rules! rules {
        ($($test:ident $rule:literal)*) => {$(
            #[test]
            fn $test() {
                #[derive(Serialize, Deserialize, Shape)]
                #[serde(rename_all = $rule)]
                struct Fields {
                    one: u64,
                    two_words: u64,
                    _leading: u64,
                    double__under: u64,
                    n1_2n: u64,
                    isABC: u64,
                    r#type: u64,
                }

                #[derive(Serialize, Deserialize, Shape, PartialEq, Debug)]
                #[serde(rename_all = $rule)]
                enum Variants {
                    One,
                    TwoWords,
                    ABC,
                    snake_case,
                    N1x2,
                }

                let value = Fields {
                    one: 1,
                    two_words: 2,
                    _leading: 3,
                    double__under: 4,
                    n1_2n: 5,
                    isABC: 6,
                    r#type: 7,
                };
                let members = members!(Fields: one, two_words, _leading, double__under, n1_2n, isABC, r#type);
                check_struct(value, members);
                check_variant(Variants::One, Variants::NAMES.One.info, &[]);
                check_variant(Variants::TwoWords, Variants::NAMES.TwoWords.info, &[]);
                check_variant(Variants::ABC, Variants::NAMES.ABC.info, &[]);
                check_variant(Variants::snake_case, Variants::NAMES.snake_case.info, &[]);
                check_variant(Variants::N1x2, Variants::NAMES.N1x2.info, &[]);
            }
        )*};
    }

    rules! {
        lower_case "lowercase"
        upper_case "UPPERCASE"
        pascal_case "PascalCase"
        camel_case "camelCase"
        snake_case "snake_case"
        screaming_snake_case "SCREAMING_SNAKE_CASE"
        kebab_case "kebab-case"
        screaming_kebab_case "SCREAMING-KEBAB-CASE"
    }
}
