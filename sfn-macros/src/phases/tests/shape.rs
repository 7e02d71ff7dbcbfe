//! `derive(Shape)`.

use super::{check_parts, check_refusals, tokens};

#[track_caller]
fn refused(source: &str, expected: &[u16]) {
    check_refusals(crate::phases::shape(tokens(source)), expected);
}

#[track_caller]
fn expands(source: &str, parts: &[&str]) {
    check_parts(crate::phases::shape(tokens(source)), parts);
}

#[test]
fn unions_and_parameters() {
    refused("union U { a: u32 }", &[20]);
    refused("struct S<T> { a: T }", &[22]);
    refused("enum E<'a> { A(&'a str) }", &[22]);
    refused("struct S<const N: usize>([u8; N]);", &[22]);
}

#[test]
fn json_that_other_code_makes() {
    for attribute in [
        "from = \"A\"",
        "try_from = \"A\"",
        "into = \"A\"",
        "remote = \"A\"",
    ] {
        refused(
            &format!("#[serde({attribute})] struct S {{ a: u32 }}"),
            &[23],
        );
    }
    for attribute in [
        "with = \"m\"",
        "serialize_with = \"f\"",
        "deserialize_with = \"f\"",
        "getter = \"f\"",
    ] {
        refused(
            &format!("struct S {{ #[serde({attribute})] a: u32 }}"),
            &[23],
        );
    }
    refused("enum E { #[serde(with = \"m\")] A(u32) }", &[23]);
}

#[test]
fn variants_without_names() {
    refused("#[serde(untagged)] enum E { A(u32) }", &[24]);
    refused("enum E { A, #[serde(untagged)] B(u32) }", &[24]);
    refused("enum E { A, #[serde(other)] B }", &[24]);
}

#[test]
fn members_in_two_places() {
    refused("struct S { #[serde(alias = \"b\")] a: u32 }", &[25]);
    refused("enum E { #[serde(alias = \"b\")] A }", &[25]);
    refused(
        "struct S { #[serde(rename(serialize = \"b\"))] a: u32 }",
        &[25],
    );
    refused(
        "struct S { #[serde(rename(serialize = \"b\", deserialize = \"c\"))] a: u32 }",
        &[25],
    );
    refused(
        "struct S { #[serde(rename(deserialize = \"b\", deserialize = \"c\"))] a: u32 }",
        &[25],
    );
    refused(
        "#[serde(rename_all(serialize = \"camelCase\"))] struct S { a: u32 }",
        &[25],
    );
    refused(
        "enum E { #[serde(rename_all(deserialize = \"camelCase\"))] A { a: u32 } }",
        &[25],
    );
    for attribute in [
        "skip",
        "skip_serializing",
        "skip_deserializing",
        "skip_serializing_if = \"f\"",
    ] {
        refused(
            &format!("struct S(u32, #[serde({attribute})] u32, u32);"),
            &[25],
        );
        refused(&format!("enum E {{ A(#[serde({attribute})] u32) }}"), &[25]);
    }
}

#[test]
fn defaults_that_are_code() {
    refused("#[serde(default)] struct S { a: u32 }", &[26]);
    refused("#[serde(default = \"f\")] struct S { a: u32 }", &[26]);
    refused("struct S { #[serde(default = \"f\")] a: u32 }", &[26]);
}

#[test]
fn attributes_that_are_not_known() {
    refused("#[serde(tag = \"type\")] struct S { a: u32 }", &[29]);
    refused("#[serde(brand_new)] struct S { a: u32 }", &[29]);
    refused("#[serde(variant_identifier)] enum E { A }", &[29]);
    refused("struct S { #[serde(brand::new)] a: u32 }", &[29]);
    refused("enum E { #[serde(brand_new(1, 2))] A }", &[29]);
}

#[test]
fn all_mistakes_at_once() {
    refused(
        "#[serde(default)] struct S { #[serde(alias = \"x\", with = \"m\")] a: u32, #[serde(new)] b: u32 }",
        &[26, 25, 23, 29],
    );
}

#[test]
fn what_does_not_change_the_json_is_passed_over() {
    expands(
        "#[serde(deny_unknown_fields, rename = \"T\", bound = \"\", crate = \"serde\", expecting = \"x\")]
         struct S { #[serde(bound = \"\", borrow)] a: u32 }",
        &["Place::Member(\"a\")"],
    );
}

#[test]
fn names() {
    expands(
        "#[serde(rename_all = \"camelCase\")]
         struct S { customer_id: u32, #[serde(rename = \"ID\")] id: u32, r#type: u32 }",
        &[
            "pub struct SInJson { pub customer_id: ",
            "Place::Member(\"customerId\")",
            "Place::Member(\"ID\")",
            "pub r#type: ",
            "Place::Member(\"type\")",
        ],
    );
    expands(
        "#[serde(rename_all(serialize = \"camelCase\", deserialize = \"camelCase\"))] struct S { a_b: u32 }",
        &["Place::Member(\"aB\")"],
    );
    expands(
        "#[serde(rename_all = \"lowercase\", rename_all_fields = \"camelCase\")]
         enum E { Abc { a_b: u32 }, #[serde(rename = \"X\", rename_all = \"UPPERCASE\")] Def { a_b: u32 } }",
        &["name: \"abc\"", "Place::Member(\"aB\")", "name: \"X\"", "Place::Member(\"A_B\")"],
    );
}

#[test]
fn representations() {
    let variants = "{ A, B(u32), C(u32, u8), D { a: u32 } }";
    expands(
        &format!("enum E {variants}"),
        &[
            "Tag::External",
            "Style::Unit",
            "Style::Newtype",
            "Style::Tuple",
            "Style::Struct",
            "Place::Element(1usize)",
        ],
    );
    expands(
        &format!("#[serde(tag = \"t\", content = \"c\")] enum E {variants}"),
        &[
            "Tag::Adjacent { tag: \"t\", content: \"c\" }",
            "Place::Itself",
        ],
    );
    expands(
        "#[serde(tag = \"t\")] enum E { B(S), D { a: u32 } }",
        &["Tag::Internal { tag: \"t\" }", "rules::tagged::<S>()"],
    );
}

#[test]
fn members_that_may_be_missing() {
    expands(
        "struct S {
            #[serde(default)] a: u32,
            #[serde(skip_serializing_if = \"Option::is_none\")] b: Option<u32>,
            #[serde(default, skip_serializing_if = \"Vec::is_empty\")] c: Vec<u32>,
            d: u32,
        }",
        &[
            "rules::default::<u32>()",
            "rules::skippable::<Option<u32>>()",
            "rules::default::<Vec<u32>>()",
            "rules::optional::<u32>()",
        ],
    );
}

#[test]
fn a_skipped_member_has_no_name() {
    let expansion =
        crate::phases::shape(tokens("struct S { #[serde(skip)] gone: Secret, a: u32 }"));
    assert!(!expansion.to_string().contains("gone"));
    let expansion = crate::phases::shape(tokens("enum E { A, #[serde(skip)] Gone(Secret) }"));
    assert!(!expansion.to_string().contains("Gone"));
}

#[test]
fn a_generated_type_hides_none_of_the_members_types() {
    expands(
        "struct S { a: Vec<SInJson> }",
        &["pub struct SInJson_ { pub a: "],
    );
}

#[test]
fn generated_code_finds_sfn_where_it_is_told() {
    expands(
        "#[sfn(crate = crate::flows)] struct S { a: u32 }",
        &["impl crate::flows::__private::shape::Shape for S"],
    );
    expands(
        "struct S { a: u32 }",
        &["impl ::sfn::__private::shape::Shape for S"],
    );
}
