//! The preprocessor as a library, for programs that drive mdBook themselves.

use std::path::Path;

use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::{Error, Result};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::book;
use crate::chapter::Chapter;
use crate::config::Build;

/// Expands `<<#resources …>>` in every chapter, exactly as the command does.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut book = mdbook_driver::MDBook::load("book")?;
/// book.with_preprocessor(mdbook_resources::Resources);
/// book.build()?;
/// # Ok(())
/// # }
/// ```
///
/// What is wrong is written to standard error, as mdBook writes its own messages; what stops the build
/// is an error.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resources;

impl Preprocessor for Resources {
    fn name(&self) -> &'static str {
        "resources"
    }

    fn run(&self, ctx: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let config = serde_json::to_value(&ctx.config)?;
        let build = Build {
            root: &ctx.root,
            renderer: &ctx.renderer,
            mdbook_version: Some(&ctx.mdbook_version),
            config: &config,
        };
        let chapters: Vec<Chapter> = book.iter().filter_map(handed_over).collect();
        let outcome = book::expand(&build, &chapters);
        outcome.report.print();
        let Some(contents) = outcome.contents else {
            return Err(Error::msg("mdbook-resources stopped the build"));
        };
        put_back(&mut book.items, &mut contents.into_iter());
        Ok(book)
    }
}

fn handed_over(item: &BookItem) -> Option<Chapter<'_>> {
    let BookItem::Chapter(chapter) = item else { return None };
    Some(Chapter {
        name: &chapter.name,
        path: chapter.path.as_deref().and_then(Path::to_str),
        source_path: chapter.source_path.as_deref().and_then(Path::to_str),
        content: &chapter.content,
    })
}

/// Gives the chapters their new contents, each chapter before those inside it, as [`Book::iter`] goes
/// through them.
fn put_back(items: &mut [BookItem], contents: &mut impl Iterator<Item = Option<String>>) {
    for item in items {
        let BookItem::Chapter(chapter) = item else { continue };
        if let Some(content) = contents.next().flatten() {
            chapter.content = content;
        }
        put_back(&mut chapter.sub_items, contents);
    }
}
