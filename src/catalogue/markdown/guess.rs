//! The kind of a resource, from its URL and the words around it.

use super::entry::Entry;
use super::words;
use crate::url;

/// Hosts, with what a page there is. A host stands for its subdomains too.
const HOSTS: &[(&str, &str)] = &[
    ("acm.org", "paper"),
    ("aclanthology.org", "paper"),
    ("amazon.com", "book"),
    ("anchor.fm", "podcast"),
    ("arxiv.org", "paper"),
    ("bilibili.com", "video"),
    ("biorxiv.org", "paper"),
    ("bitbucket.org", "repository"),
    ("codeberg.org", "repository"),
    ("codecademy.com", "course"),
    ("coursera.org", "course"),
    ("datacamp.com", "course"),
    ("deeplearning.ai", "course"),
    ("dev.to", "article"),
    ("doi.org", "paper"),
    ("edx.org", "course"),
    ("futurelearn.com", "course"),
    ("gitlab.com", "repository"),
    ("goodreads.com", "book"),
    ("gutenberg.org", "book"),
    ("hashnode.dev", "article"),
    ("ieeexplore.ieee.org", "paper"),
    ("khanacademy.org", "course"),
    ("leanpub.com", "book"),
    ("manning.com", "book"),
    ("medium.com", "article"),
    ("nptel.ac.in", "course"),
    ("ocw.mit.edu", "course"),
    ("openreview.net", "paper"),
    ("packtpub.com", "book"),
    ("pluralsight.com", "course"),
    ("podcasts.apple.com", "podcast"),
    ("qiita.com", "article"),
    ("semanticscholar.org", "paper"),
    ("substack.com", "article"),
    ("udacity.com", "course"),
    ("udemy.com", "course"),
    ("vimeo.com", "video"),
    ("wikipedia.org", "article"),
    ("zenn.dev", "article"),
];

/// What stands around an entry.
pub(super) struct Around<'a> {
    pub(super) heading: &'a str,
    pub(super) list_title: &'a str,
}

/// Icons that say a kind, and the shortcodes for them.
const ICONS: &[(&str, &str)] = &[
    ("📺", "video"),
    ("📹", "video"),
    ("🎥", "video"),
    ("🎬", "video"),
    ("📼", "video"),
    (":tv:", "video"),
    (":movie_camera:", "video"),
    (":video_camera:", "video"),
    (":clapper:", "video"),
    ("📖", "book"),
    ("📕", "book"),
    ("📗", "book"),
    ("📘", "book"),
    ("📙", "book"),
    ("📚", "book"),
    (":book:", "book"),
    (":books:", "book"),
    (":closed_book:", "book"),
    (":green_book:", "book"),
    (":blue_book:", "book"),
    (":orange_book:", "book"),
    ("🎙", "podcast"),
    ("🎧", "podcast"),
    (":headphones:", "podcast"),
    (":studio_microphone:", "podcast"),
    ("📜", "paper"),
    (":scroll:", "paper"),
    ("🎓", "course"),
    (":mortar_board:", "course"),
    ("📰", "article"),
    (":newspaper:", "article"),
];

/// The kind, if anything tells it: a label or an icon, what the URL says for certain, the title, a heading or table
/// header that says nothing else, and the title of the list.
pub(super) fn kind(entry: &Entry, around: &Around) -> Option<&'static str> {
    let is_pdf = url::path(&entry.url).to_ascii_lowercase().ends_with(".pdf");
    let header = entry.header.as_deref().unwrap_or_default();
    words::kind(&entry.form)
        .or_else(|| words::kind(&entry.label))
        .or_else(|| icon(&entry.label))
        .or_else(|| of_page(&entry.url))
        .or_else(|| words::kind_of_title(&entry.title))
        .or_else(|| words::kind_of_section(around.heading))
        .or_else(|| words::kind(header))
        .or_else(|| {
            if is_pdf { words::kind(around.heading).filter(|kind| *kind == "book") } else { None }
        })
        .or_else(|| words::kind_of_list(around.list_title))
        .or(is_pdf.then_some("paper"))
}

/// The kind of a link that stands by itself.
pub(super) fn of_link(link: &str, title: &str) -> Option<&'static str> {
    let is_pdf = url::path(link).to_ascii_lowercase().ends_with(".pdf");
    of_page(link).or_else(|| words::kind_of_title(title)).or(is_pdf.then_some("paper"))
}

/// The kind that an icon before a link says.
fn icon(label: &str) -> Option<&'static str> {
    if label.is_ascii() && !label.contains(':') {
        return None;
    }
    ICONS.iter().find(|(icon, _)| label.contains(icon)).map(|(_, kind)| *kind)
}

/// What kind of page a URL leads to.
fn of_page(link: &str) -> Option<&'static str> {
    let host = url::host(link);
    if host.ends_with("aws.amazon.com") {
        return None;
    }
    let path = url::path(link);
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    if host.ends_with("youtube.com") || host == "youtu.be" {
        return Some(match segments[..] {
            ["playlist", ..] => "playlist",
            ["channel" | "user" | "c", ..] => "channel",
            [name] if name.starts_with('@') && host != "youtu.be" => "channel",
            _ => "video",
        });
    }
    if matches!(segments[..], ["blog" | "blogs" | "articles", _, ..]) {
        return Some("article");
    }
    if host == "github.com" {
        return (segments.len() == 2).then_some("repository");
    }
    if host.ends_with("spotify.com") {
        return matches!(segments[..], ["show" | "episode", ..]).then_some("podcast");
    }
    let is_of = |known: &&(&str, &str)| {
        host.strip_suffix(known.0).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    HOSTS.iter().find(is_of).map(|(_, kind)| *kind)
}
