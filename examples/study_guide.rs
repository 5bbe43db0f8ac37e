//! Builds the study guide in `book/`, or another book, with mdBook embedded as a library: nothing to install.
//!
//! ```console
//! $ cargo run --example study_guide
//! $ cargo run --example study_guide -- examples/music
//! ```

use std::env;
use std::path::{Path, PathBuf};

use mdbook_driver::MDBook;

fn main() -> anyhow::Result<()> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    let root = env::args_os().nth(1).map_or(own, PathBuf::from);
    let mut book = MDBook::load(&root)?;
    // It takes the place of the command that `book.toml` gives for the same name.
    book.with_preprocessor(mdbook_resources::Resources::new());
    book.build()?;
    let page = root.join(&book.config.build.build_dir).join("index.html");
    #[allow(clippy::print_stdout, reason = "this is a command")]
    {
        println!(
            "The book is built. Open {}\n\n\
             Look at the first page, tick a box in a chapter, and see what the first page says then.\n\
             Next: write `<<#resources all kind=video>>` in a chapter of {}, and run this again; or\n\
             `cargo install --locked --path .`, and `mdbook-resources init` in a book of your own.",
            page.display(),
            root.join(&book.config.book.src).display(),
        );
    }
    Ok(())
}
