//! The style and script that travel with a chapter: they come before its first section that needs them, so
//! that no file has to be installed into a book.

use std::sync::LazyLock;

use super::Page;

static STYLE: LazyLock<String> = LazyLock::new(|| compact(include_str!("../formats/style.css")));

/// The style of maps, and a class that only maps have.
static MAP_STYLE: LazyLock<String> = LazyLock::new(|| compact(include_str!("../formats/map.css")));
const MAP_CLASS: &str = "resources-map";

static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    format!("<script>\n{}</script>", compact(include_str!("../formats/progress.js")))
});

/// What the sections of a chapter need.
#[derive(Debug)]
pub(crate) struct Assets {
    /// The class that the sections of the chapter have.
    class: String,
    text: String,
}

impl Assets {
    /// What these sections of a page need; `None` if they need nothing.
    pub(crate) fn of<'s>(page: &Page, mut sections: impl Iterator<Item = &'s str>) -> Option<Self> {
        let html = page.html?;
        let class = format!("resources-in-{}", page.chapter);
        // Without weight, so that an author's own rules win; for one chapter only, because print pages have it
        // once for each, and a validator wants none of them to reach back to an earlier one.
        let style = html.style.then(|| {
            let map = sections.any(|section| section.contains(MAP_CLASS));
            let style =
                format!("<style>\n{}{}</style>", *STYLE, if map { &**MAP_STYLE } else { "" });
            style.replace('§', &format!(":where(.{class})"))
        });
        let script = html.progress.then(|| SCRIPT.clone());
        let text: Vec<String> = [style, script].into_iter().flatten().collect();
        // In HTML's body, a style has to be the first child of an element.
        let text = (!text.is_empty()).then(|| format!("<div>\n{}\n</div>", text.join("\n")));
        text.map(|text| Assets { class, text })
    }

    /// Whether a section has anything that they are for.
    pub(crate) fn serve(&self, section: &str) -> bool {
        section.contains(&self.class)
    }

    /// Lines of HTML, none of them blank, with this after each.
    pub(crate) fn lines(&self, line_break: &str) -> String {
        self.text.replace('\n', line_break) + line_break
    }
}

/// A style or script without comments, and without blank lines, which would end a block of HTML.
fn compact(text: &str) -> String {
    let is_code =
        |line: &&str| !line.is_empty() && !line.starts_with("//") && !line.starts_with("/*");
    text.lines().map(str::trim).filter(is_code).flat_map(|line| [line, "\n"]).collect()
}
