//! The style and script that travel with a chapter: they come before its first section that needs them, so
//! that no file has to be installed into a book. Of both, a chapter has only the parts that its sections use.

use std::fmt::Write;
use std::sync::LazyLock;

use super::Page;
use crate::settings::HtmlSettings;
use crate::words::Words;

/// A part of the style or the script, and the class without which no section needs it.
type Part = (Option<&'static str>, String);

fn parts<const N: usize>(files: [(Option<&'static str>, &str); N]) -> Vec<Part> {
    files.into_iter().map(|(class, text)| (class, compact(text))).collect()
}

static STYLE: LazyLock<Vec<Part>> = LazyLock::new(|| {
    parts([
        (None, include_str!("../formats/style/section.css")),
        (Some("resources-table"), include_str!("../formats/style/table.css")),
        (Some("resources-cards"), include_str!("../formats/style/cards.css")),
        (Some("resources-overview"), include_str!("../formats/style/overview.css")),
        (Some("resources-progress"), include_str!("../formats/style/progress.css")),
        (None, include_str!("../formats/style/print.css")),
    ])
});

static SCRIPT: LazyLock<Vec<Part>> = LazyLock::new(|| {
    parts([
        (None, include_str!("../formats/script/page.js")),
        (Some("resources-progress"), include_str!("../formats/script/progress.js")),
        (Some("resources-progress"), include_str!("../formats/script/view.js")),
        (Some("resources-progress"), include_str!("../formats/script/tools.js")),
    ])
});

/// What starts the parts of the script, by the class without which no section needs it.
const STARTS: [(&str, &str); 1] = [("resources-progress", "startProgress();")];

/// What the sections of a chapter need.
#[derive(Debug)]
pub(crate) struct Assets {
    /// The class that the sections of the chapter have.
    class: String,
    text: String,
}

impl Assets {
    /// What the sections of this page need; `None` if they need nothing.
    pub(crate) fn of<'s>(page: &Page, sections: impl Iterator<Item = &'s str>) -> Option<Self> {
        let html = page.html.as_deref()?;
        let class = format!("resources-in-{}", page.chapter);
        let sections: Vec<&str> = sections.filter(|section| section.contains(&class)).collect();
        let uses = |class: &str| sections.iter().any(|section| section.contains(class));
        let is_used = |(class, _): &&Part| class.is_none_or(uses);
        let mut text = Vec::new();
        if html.style {
            let style: String = STYLE.iter().filter(is_used).map(|(_, part)| &**part).collect();
            // Without weight, so that an author's own rules win; for one chapter only, because print pages have
            // it once for each, and a validator wants none of them to reach back to an earlier one.
            let style = style.replace('§', &format!(":where(.{class})"));
            text.push(format!("<style>\n{style}</style>"));
        }
        let starts: String =
            STARTS.iter().filter(|(class, _)| uses(class)).map(|(_, start)| *start).collect();
        if !starts.is_empty() {
            let parts: String = SCRIPT.iter().filter(is_used).map(|(_, part)| &**part).collect();
            text.push(script(&parts, &starts, html, &page.words));
        }
        // In HTML's body, a style has to be the first child of an element.
        let text = (!text.is_empty()).then(|| format!("<div>\n{}\n</div>", text.join("\n")));
        text.map(|text| Assets { class, text })
    }

    /// Whether a section has anything that they are for.
    pub(crate) fn serve(&self, section: &str) -> bool {
        section.contains(&self.class)
    }

    /// Lines of HTML, none of them blank.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }
}

/// The script of a chapter, with the words that it uses. Print pages have one for each chapter: the first one runs.
fn script(parts: &str, starts: &str, html: &HtmlSettings, words: &Words) -> String {
    let mut table = String::new();
    for key in Words::KEYS {
        let name = key.replace('-', "_");
        if let Some(word) = words.get(key).filter(|_| parts.contains(&format!("words.{name}"))) {
            let _ = write!(table, "{name}:{},", quoted(word));
        }
    }
    let title = quoted(html.title.as_deref().unwrap_or_default());
    let key = quoted(html.progress_key.as_deref().unwrap_or_default());
    format!(
        "<script>\n(() => {{\nif (window.mdbookResources) return;\nwindow.mdbookResources = true;\n\
         const words = {{{table}}};\nconst book = {{ title: {title}, key: {key} }};\n\
         const start = () => {{\n{parts}prepare();\n{starts}\n}};\n\
         if (document.readyState === \"loading\") document.addEventListener(\"DOMContentLoaded\", start);\n\
         else start();\n}})();\n</script>"
    )
}

/// A text as a string of a script, in which neither HTML nor mdBook's helpers find anything of theirs.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('<', "\\u003c").replace("{{", "{\\u007b")
}

/// A style or script without comments, and without blank lines, which would end a block of HTML.
fn compact(text: &str) -> String {
    let is_code = |line: &&str| {
        !line.is_empty() && !["//", "/*"].iter().any(|comment| line.starts_with(comment))
    };
    text.lines().map(str::trim).filter(is_code).flat_map(|line| [line, "\n"]).collect()
}
