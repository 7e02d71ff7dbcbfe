//! What a distributed Map has besides an inline one.

use std::sync::Arc;

use sfn_asl::{ExecutionType, QueryLanguage};

use super::{Builder, Place};
use crate::map_run::label_of;
use crate::program::Program;
use crate::program::distributed::{
    Batcher, Distributed, Payload, Reader, ReaderFormat, ResultForm, Writer,
};

impl Builder {
    pub(super) fn distributed(
        &mut self,
        name: &str,
        map: &sfn_asl::Map,
        place: &Place<'_>,
    ) -> Distributed {
        let config = map.item_processor.config.as_ref();
        let execution_type = config.and_then(|config| config.execution_type);
        let label = map.label.clone().unwrap_or_else(|| label_of(name));
        Distributed {
            program: Arc::new(self.child(map, place)),
            express: execution_type == Some(ExecutionType::Express),
            label: label.into(),
            reader: map
                .item_reader
                .as_ref()
                .map(|reader| self.reader(reader, place)),
            batcher: map.item_batcher.as_ref().map(|batcher| Batcher {
                input: self.payload_of(
                    batcher.batch_input.as_ref(),
                    "ItemBatcher/BatchInput",
                    place,
                ),
                max_items: batcher
                    .max_items_per_batch
                    .as_ref()
                    .map(|field| self.computed(field, "MaxItemsPerBatch", place)),
                max_bytes: batcher
                    .max_input_bytes_per_batch
                    .as_ref()
                    .map(|field| self.computed(field, "MaxInputBytesPerBatch", place)),
            }),
            writer: map.result_writer.as_ref().map(|writer| {
                let arguments = writer.arguments.as_ref().or(writer.parameters.as_ref());
                let form = writer.writer_config.as_ref();
                Writer {
                    arguments: self.payload_of(arguments, "ResultWriter/Arguments", place),
                    form: form.map_or_else(ResultForm::default, |config| ResultForm {
                        transformation: config.transformation,
                        output_type: config.output_type,
                    }),
                }
            }),
        }
    }

    /// The program of the child executions, which see no variable of their parent.
    fn child(&mut self, map: &sfn_asl::Map, place: &Place<'_>) -> Program {
        let mut builder = Builder::new(self.language);
        let path = format!("{}/ItemProcessor", place.path);
        builder.block(&map.item_processor.machine, None, &path);
        self.unsupported.append(&mut builder.unsupported);
        builder.program(None)
    }

    fn reader(&mut self, reader: &sfn_asl::ItemReader, place: &Place<'_>) -> Reader {
        let arguments = reader.arguments.as_ref().or(reader.parameters.as_ref());
        let config = reader.reader_config.clone().unwrap_or_default();
        Reader {
            lists: reader.resource.ends_with(":listObjectsV2"),
            arguments: self.payload_of(arguments, "ItemReader/Arguments", place),
            max_items: config
                .max_items
                .as_ref()
                .map(|field| self.computed(field, "MaxItems", place)),
            format: ReaderFormat {
                input_type: config.input_type,
                transformation: config.transformation,
                delimiter: config.csv_delimiter,
                header_location: config.csv_header_location,
                headers: config.csv_headers,
                pointer: config.items_pointer,
            },
        }
    }

    pub(super) fn payload_of(
        &mut self,
        template: Option<&sfn_asl::Template>,
        field: &str,
        place: &Place<'_>,
    ) -> Option<Payload> {
        let template = template?;
        match place.language {
            QueryLanguage::Jsonata => {
                Some(Payload::Jsonata(self.template(&template.0, field, place)))
            }
            QueryLanguage::JsonPath => {
                let payload = self.payload(template, field, place)?;
                Some(Payload::JsonPath(Box::new(payload)))
            }
        }
    }
}
