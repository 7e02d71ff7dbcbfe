//! Paths and payload templates. The rules have compiled all of them before.

use sfn_asl::{NullablePath, Path, PathOrIntrinsic, PathText, PayloadTemplate, ReferencePath};

use super::{Builder, Place};
use crate::program::dataflow::{JsonPathExit, Lookup, Placement, Selection};

/// The fields behind the work of a JSONPath state or catcher, as they are written.
#[derive(Default)]
pub(super) struct JsonPathFields<'a> {
    pub result_selector: Option<&'a sfn_asl::Template>,
    pub result_path: Option<&'a NullablePath>,
    pub output_path: Option<&'a NullablePath>,
}

impl Builder {
    /// `field` is where the fields stand within the state: nothing, or as `Catch[0]/`.
    pub(super) fn exit_jsonpath(
        &mut self,
        fields: &JsonPathFields<'_>,
        assign: Option<&sfn_asl::Template>,
        field: &str,
        place: &Place<'_>,
    ) -> JsonPathExit {
        let names = assign.and_then(|assign| assign.0.as_object()).into_iter();
        let names = names.flat_map(|members| members.keys());
        let slots = names.filter_map(|name| {
            let name = name.strip_suffix(".$").unwrap_or(name);
            Some((name.into(), place.variables.slot(name)?))
        });
        let selector = fields.result_selector;
        JsonPathExit {
            slots: slots.collect(),
            assign: assign
                .and_then(|assign| self.payload(assign, &format!("{field}Assign"), place)),
            result_selector: selector
                .and_then(|selector| self.payload(selector, "ResultSelector", place)),
            result_path: self.placement(fields.result_path, &format!("{field}ResultPath"), place),
            output_path: self.selection(fields.output_path, "OutputPath", place),
        }
    }

    pub(super) fn selection(
        &mut self,
        path: Option<&NullablePath>,
        field: &str,
        place: &Place<'_>,
    ) -> Selection {
        match path {
            None => Selection::Whole,
            Some(NullablePath::Null) => Selection::Nothing,
            Some(NullablePath::Path(path)) if path.as_str() == "$" => Selection::Whole,
            Some(NullablePath::Path(path)) => self
                .path(path, field, place)
                .map_or(Selection::Whole, Selection::Path),
        }
    }

    fn placement(
        &mut self,
        path: Option<&NullablePath>,
        field: &str,
        place: &Place<'_>,
    ) -> Placement {
        let path = match path {
            None => return Placement::Whole,
            Some(NullablePath::Null) => return Placement::Nothing,
            Some(NullablePath::Path(path)) => path,
        };
        let compiled = ReferencePath::compile(path.as_str());
        match self.compiled(compiled, field, place) {
            Some(path) if !path.is_document() => Placement::At(path),
            _ => Placement::Whole,
        }
    }

    pub(super) fn path(&mut self, path: &PathText, field: &str, place: &Place<'_>) -> Option<Path> {
        self.compiled(Path::compile(path.as_str()), field, place)
    }

    /// The value of a `…Path` field, which for some fields may be a call of an intrinsic function.
    pub(super) fn lookup(
        &mut self,
        path: &PathText,
        field: &str,
        place: &Place<'_>,
    ) -> Option<Box<Lookup>> {
        let value = self.compiled(PathOrIntrinsic::compile(path.as_str()), field, place)?;
        Some(Box::new(Lookup {
            value,
            field: field.into(),
        }))
    }

    pub(super) fn payload(
        &mut self,
        template: &sfn_asl::Template,
        field: &str,
        place: &Place<'_>,
    ) -> Option<PayloadTemplate> {
        self.compiled(PayloadTemplate::compile(&template.0), field, place)
    }

    pub(super) fn compiled<T, E: std::fmt::Display>(
        &mut self,
        compiled: Result<T, E>,
        field: &str,
        place: &Place<'_>,
    ) -> Option<T> {
        // The rules have found nothing wrong with it.
        compiled
            .map_err(|error| self.unsupported(place, field, &error.to_string()))
            .ok()
    }
}
