//! Builds the study guide in `book/` with mdBook embedded as a library: nothing to install.
//!
//! ```console
//! $ cargo run --example study_guide
//! ```

use std::path::Path;

use mdbook_driver::MDBook;

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    let mut book = MDBook::load(&root)?;
    // It takes the place of the command that `book.toml` gives for the same name.
    book.with_preprocessor(mdbook_resources::Resources);
    book.build()?;
    let page = root.join(&book.config.build.build_dir).join("index.html");
    #[allow(clippy::print_stdout, reason = "this is a command")]
    {
        println!("The study guide is built. Open {}", page.display());
    }
    Ok(())
}
