//! Lists of links as catalogues: a post, a list of bookmarks, an "awesome list", as it stands.
//!
//! A list is read by its structure and by what it declares; a line is read the same whatever stands around it. The
//! manual has the rules: `book/src/manual/lists.md` and `patterns.md`.
//!
//! 1. [`markdown`] and [`html`] call the [`builder`] of [`lines`], whose [`text`] is pieces in a style and a link.
//! 2. [`topics`] parts them at the headings. [`section`] goes through the lines below one: an [`entry`] by structure, a
//!    row of a [`table`], or a text that fits ([`fit`]) a [`pattern`] that is [`declared`].
//! 3. Each fills ([`fill`]) a draft of a resource: [`authors`] by their [`names`], descriptions ([`edges`], [`write`]), parts.
//!
//! [`shapes`] counts how entries are written, and proposes what to declare.

mod authors;
mod builder;
mod context;
mod declared;
mod edges;
mod entry;
mod fill;
mod fit;
mod front_matter;
mod html;
mod icons;
mod lines;
mod links;
mod markdown;
mod names;
mod pattern;
mod section;
mod shapes;
mod table;
mod text;
mod tokens;
mod topics;
mod urls;
mod write;

pub(crate) use declared::Declared;
pub(crate) use pattern::PatternError;
pub(crate) use shapes::Shapes;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::draft::Draft;
use crate::read::encoding::Encoding;
use context::Context;
use write::Source;

/// The text of an HTML fragment as inline Markdown, on one line.
pub(crate) fn markdown_of_html(fragment: &str) -> String {
    let mut warnings = Vec::new();
    let mut builder = builder::Builder::new(fragment, None, &mut warnings);
    html::block(0..fragment.len(), &mut builder);
    let lines = builder.finish();
    let source = Source { text: fragment, encoding: None };
    let texts = lines.all.iter().map(|line| source.markdown(lines.text(line)));
    texts.collect::<Vec<_>>().join(" ")
}

/// Reads a list of links; what it declares is stronger than what is declared for it.
pub(crate) fn read(
    text: &str,
    declared: &Declared,
    mut shapes: Option<&mut Shapes>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Draft {
    let encoding = Encoding::detect(text, diagnostics);
    let front_matter = front_matter::read(text, diagnostics);
    let declared = front_matter.declared.or(declared);
    let lines = markdown::lines(text, front_matter.end, encoding, diagnostics);
    let mut draft = Draft {
        is_list: true,
        title: front_matter.title,
        description: front_matter.description,
        ..Draft::default()
    };
    if let Some(shapes) = &mut shapes {
        shapes.begin(&declared);
    }
    let mut context = Context {
        source: Source { text, encoding },
        separator: fill::PARAGRAPHS,
        shapes,
        diagnostics,
    };
    topics::arrange(&lines, &declared, &mut draft, &mut context);
    // Of a list that the parser cannot read, that is all there is to say.
    let is_read = diagnostics.iter().all(|known| known.severity < Severity::Error);
    if draft.has_no_topics() && is_read {
        let error =
            Diagnostic::error(Code::InvalidCatalogue, "there are no resources in this list");
        diagnostics.push(error.help(context::RESOURCE));
    }
    draft
}
