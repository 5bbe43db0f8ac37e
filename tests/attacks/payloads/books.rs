//! The payloads as books, each beside a book with harmless values, for a browser.

use std::fs;
use std::path::Path;

use super::fields::Sort;
use super::{CHAPTER, Tried};

/// So many payloads on a page that all pages take a few minutes.
const PAYLOADS: usize = 26;

/// Writes `text-N`, `inline-N` and `list-N`, with `harmless-text-N` and `harmless-inline-N`.
pub(crate) fn write(folder: &Path, tries: &[Vec<Tried>]) {
    for (number, tries) in tries.chunks(PAYLOADS).enumerate() {
        let tries: Vec<&Tried> = tries.iter().flatten().collect();
        let of = |is_inline: bool| {
            let of = tries.iter().filter(move |tried| (tried.sort == Sort::Inline) == is_inline);
            of.filter(|tried| tried.harmless.is_some())
        };
        for (name, is_inline) in [("text", false), ("inline", true)] {
            let files: String = of(is_inline).map(|tried| &*tried.file).collect();
            let harmless: String =
                of(is_inline).filter_map(|tried| tried.harmless.as_deref()).collect();
            book(&folder.join(format!("{name}-{number}")), &[("all.toml".to_owned(), &files)]);
            book(
                &folder.join(format!("harmless-{name}-{number}")),
                &[("all.toml".to_owned(), &harmless)],
            );
        }
        let lists = tries.iter().filter(|tried| tried.harmless.is_none()).enumerate();
        let lists: Vec<_> = lists.map(|(at, tried)| (format!("{at}.md"), &*tried.file)).collect();
        book(&folder.join(format!("list-{number}")), &lists);
    }
}

fn book(folder: &Path, catalogues: &[(String, &str)]) {
    fs::create_dir_all(folder.join("src")).unwrap();
    let names: Vec<&str> = catalogues.iter().map(|(name, _)| &**name).collect();
    let config = format!(
        "[book]\ntitle = \"Payloads\"\n\n[preprocessor.resources]\ncatalogue = {names:?}\nfail-on = \"never\"\n"
    );
    fs::write(folder.join("book.toml"), config).unwrap();
    fs::write(folder.join("src/SUMMARY.md"), "# Summary\n\n- [Chapter](chapter.md)\n").unwrap();
    // How many authors there are is for the payloads to say, and no two of them are of one kind.
    let chapter = CHAPTER.replace("group=author", "group=kind");
    fs::write(folder.join("src/chapter.md"), format!("# Chapter\n\n{chapter}")).unwrap();
    for (name, text) in catalogues {
        fs::write(folder.join(name), text).unwrap();
    }
}
