//! What a test has to know of Markdown: fenced blocks and where they stand.

use std::fs;
use std::path::{Path, PathBuf};

/// A file.
pub struct Page {
    pub path: PathBuf,
    pub text: String,
}

/// A fenced block: what stands behind the opening fence, and what is between the fences.
pub struct Block<'a> {
    pub info: &'a str,
    pub text: &'a str,
}

impl Page {
    /// All pages of a folder, by name.
    pub fn all(folder: &Path) -> Vec<Page> {
        let mut pages = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pages.extend(Page::all(&path));
            } else if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(Page::read(&path));
            }
        }
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        pages
    }

    pub fn read(path: &Path) -> Page {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        Page {
            path: path.to_owned(),
            text,
        }
    }

    /// The file's name without its ending.
    pub fn stem(&self) -> &str {
        self.path.file_stem().unwrap().to_str().unwrap()
    }

    /// All blocks, in order.
    pub fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks = Vec::new();
        let mut open: Option<(&str, usize)> = None;
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            if let Some(info) = line.strip_prefix("```") {
                match open.take() {
                    Some((info, start)) => blocks.push(Block {
                        info,
                        text: &self.text[start..at],
                    }),
                    None => open = Some((info.trim_end(), at + line.len())),
                }
            }
            at += line.len();
        }
        assert!(open.is_none(), "{:?}: a block has no end", self.path);
        blocks
    }

    /// The texts of the blocks that begin with that info string.
    pub fn programs(&self, info: &str) -> Vec<&str> {
        let blocks = self.blocks().into_iter();
        let wanted = blocks.filter(|block| block.info == info);
        wanted.map(|block| block.text).collect()
    }
}
