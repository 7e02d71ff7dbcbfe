//! The XML of a service's answers: pages of a listing, and refusals.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sfn_core::objects::{Object, ObjectError};

use super::address::decode;

/// A page of a listing (`ListBucketResult`).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Page {
    #[serde(default)]
    contents: Vec<Entry>,
    #[serde(default)]
    is_truncated: bool,
    next_continuation_token: Option<String>,
    /// `url` if keys are percent-encoded.
    encoding_type: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    key: String,
    size: u64,
    last_modified: String,
    #[serde(rename = "ETag")]
    e_tag: Option<String>,
    storage_class: Option<String>,
}

/// A refusal (`Error`).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Refusal {
    code: Option<String>,
    message: Option<String>,
}

impl Page {
    pub(super) fn parse(xml: &[u8]) -> Result<Self, ObjectError> {
        parse(xml)
    }

    /// The token of the page after this one, if there is one.
    pub(super) fn next(&self) -> Result<Option<String>, ObjectError> {
        if !self.is_truncated {
            return Ok(None);
        }
        let token = self.next_continuation_token.clone();
        token
            .filter(|token| !token.is_empty())
            .map(Some)
            .ok_or_else(|| {
                ObjectError::new("the object store says that its list goes on, and not how")
            })
    }

    pub(super) fn into_objects(self) -> Result<Vec<Object>, ObjectError> {
        let is_encoded = self.encoding_type.as_deref() == Some("url");
        let objects = self.contents.into_iter().map(|entry| {
            let last_modified = entry.last_modified.parse();
            let last_modified = last_modified.map_err(|error| unreadable(&error))?;
            Ok(Object {
                key: match is_encoded {
                    true => decode(&entry.key),
                    false => entry.key,
                },
                size: entry.size,
                last_modified,
                e_tag: entry.e_tag,
                storage_class: entry.storage_class,
            })
        });
        objects.collect()
    }
}

/// What a service says of a request that it refuses; nothing if it does not say it in S3's way.
pub(super) fn refusal(xml: &[u8]) -> Option<String> {
    let refusal: Refusal = parse(xml).ok()?;
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    given(refusal.message).or(given(refusal.code))
}

fn parse<T: DeserializeOwned>(xml: &[u8]) -> Result<T, ObjectError> {
    quick_xml::de::from_reader(xml).map_err(|error| unreadable(&error))
}

fn unreadable(error: &dyn std::error::Error) -> ObjectError {
    ObjectError::new(format!("the object store's answer cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page as AWS's documentation shows it, with what other services add and leave out.
    const PAGE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
    <Name>import</Name><Prefix>a</Prefix><KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys>
    <IsTruncated>true</IsTruncated><NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken>
    <EncodingType>url</EncodingType>
    <Contents>
        <Key>a+%3C1%3E</Key><LastModified>2026-10-12T17:50:30.000Z</LastModified>
        <ETag>&quot;fba9dede5f27731c9771645a39863328&quot;</ETag><Size>434234</Size>
        <Owner><ID>x</ID></Owner><StorageClass>GLACIER</StorageClass>
    </Contents>
    <Contents><Key>a%26b</Key><LastModified>2026-10-12T17:50:30Z</LastModified><Size>0</Size></Contents>
    <CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>
</ListBucketResult>"#;

    #[test]
    fn a_page_names_its_objects_and_the_next_one() {
        let page = Page::parse(PAGE.as_bytes()).unwrap();
        let next = page.next().unwrap().unwrap();
        assert_eq!(next, "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=");
        let objects = page.into_objects().unwrap();
        assert_eq!(objects[0].key, "a <1>");
        assert_eq!(objects[0].size, 434_234);
        let tag = objects[0].e_tag.as_deref();
        assert_eq!(tag, Some("\"fba9dede5f27731c9771645a39863328\""));
        assert_eq!(objects[0].storage_class.as_deref(), Some("GLACIER"));
        assert_eq!((objects[1].key.as_str(), &objects[1].e_tag), ("a&b", &None));
    }

    #[test]
    fn the_last_page_has_none_after_it() {
        let empty = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";
        let page = Page::parse(empty.as_bytes()).unwrap();
        assert_eq!(page.next(), Ok(None));
        assert_eq!(page.into_objects(), Ok(Vec::new()));
        let endless = "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>";
        let page = Page::parse(endless.as_bytes()).unwrap();
        assert!(page.next().is_err());
    }

    #[test]
    fn what_is_no_page_is_an_error() {
        for text in [
            "",
            "[]",
            "<html>",
            "<a/>",
            "<ListBucketResult><Contents/></ListBucketResult>",
        ] {
            let objects = Page::parse(text.as_bytes()).and_then(Page::into_objects);
            let is_told = objects
                .as_ref()
                .is_err_and(|error| error.to_string().contains("cannot be read"));
            assert!(is_told || objects == Ok(Vec::new()), "{text}: {objects:?}");
        }
    }

    #[test]
    fn a_refusal_is_told_in_the_words_of_the_service() {
        let xml = b"<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>";
        assert_eq!(
            refusal(xml).as_deref(),
            Some("The specified key does not exist.")
        );
        let code = b"<Error><Code>SlowDown</Code></Error>";
        assert_eq!(refusal(code).as_deref(), Some("SlowDown"));
        for other in [&b""[..], b"<html><body>502</body></html>", b"oops"] {
            assert_eq!(refusal(other), None);
        }
    }
}
