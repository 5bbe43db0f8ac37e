//! The preprocessor as a library, for programs that drive mdBook themselves or speak its JSON.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::{Error, Result};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::book;
use crate::chapter::Chapter;
use crate::config::{BookConfig, Build, Target};
use crate::diagnostic::{Findings, Policy};
use crate::protocol::{Input, Output};
use crate::report::Report;

/// Expands `<<#resources …>>` in every chapter, exactly as the command does.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut book = mdbook_driver::MDBook::load("book")?;
/// book.with_preprocessor(mdbook_resources::Resources::new());
/// book.build()?;
/// # Ok(())
/// # }
/// ```
///
/// Findings are written to standard error, as mdBook writes its own messages, or given to
/// [`on_report`](Resources::on_report); what stops the build is an error.
#[derive(Clone, Default)]
pub struct Resources {
    on_report: Option<OnReport>,
}

type OnReport = Arc<dyn Fn(&Report) + Send + Sync>;

impl Resources {
    /// A preprocessor that prints its reports.
    pub fn new() -> Self {
        Resources::default()
    }

    /// Calls this with the report of each run, instead of printing it.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut book = mdbook_driver::MDBook::load("book")?;
    /// book.with_preprocessor(mdbook_resources::Resources::new().on_report(|report| {
    ///     for finding in report.findings() {
    ///         println!("{:?}: {}", finding.file(), finding.diagnostic());
    ///     }
    /// }));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn on_report(mut self, take: impl Fn(&Report) + Send + Sync + 'static) -> Self {
        self.on_report = Some(Arc::new(take));
        self
    }
}

impl fmt::Debug for Resources {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.debug_struct("Resources").finish_non_exhaustive()
    }
}

impl Preprocessor for Resources {
    fn name(&self) -> &'static str {
        "resources"
    }

    fn run(&self, ctx: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let config = BookConfig::new(&serde_json::to_value(&ctx.config)?);
        let build = Build {
            root: &ctx.root,
            target: Target::of(&ctx.renderer),
            mdbook_version: Some(&ctx.mdbook_version),
            config: &config,
        };
        let chapters: Vec<Chapter> = book.iter().filter_map(handed_over).collect();
        let outcome = book::build(&build, &chapters);
        match &self.on_report {
            Some(take) => take(&outcome.report),
            None => outcome.report.print()?,
        }
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
        name: (&*chapter.name).into(),
        path: chapter.path.as_deref().and_then(Path::to_str).map(Into::into),
        source_path: chapter.source_path.as_deref().and_then(Path::to_str).map(Into::into),
        content: (&*chapter.content).into(),
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

/// Expands a book in mdBook's JSON, `[context, book]`, as [mdBook writes it to a preprocessor][1].
///
/// Returns the book as mdBook reads it back, borrowed from the input where no chapter changes, or `None` if the build has
/// to stop, and what was found.
///
/// ```
/// let (book, report) = mdbook_resources::preprocess(b"[]");
/// assert!(book.is_none() && report.stops());
/// ```
///
/// [1]: https://rust-lang.github.io/mdBook/for_developers/preprocessors.html
pub fn preprocess(input: &[u8]) -> (Option<Cow<'_, [u8]>>, Report) {
    let (output, report) = expand_book(input);
    (output.map(Output::into_bytes), report)
}

/// The same, with a book that is not yet written.
pub(crate) fn expand_book(input: &[u8]) -> (Option<Output<'_>>, Report) {
    let input = match Input::parse(input) {
        Ok(input) => input,
        Err(diagnostic) => {
            let mut findings = Findings::default();
            findings.add_general(diagnostic);
            return (None, Report::new(findings, &Policy::default()));
        }
    };
    let config = BookConfig::new(&input.context.config);
    let build = Build {
        root: &input.context.root,
        target: Target::of(&input.context.renderer),
        mdbook_version: Some(&input.context.mdbook_version),
        config: &config,
    };
    let outcome = book::build(&build, &input.chapters);
    (outcome.contents.map(|contents| input.output(contents)), outcome.report)
}
