//! The kind of a resource, from its URL and the words around it.

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

/// The kind, if anything tells it: what the URL says for certain, then the label before the link, the title,
/// and the heading above.
pub(super) fn kind(link: &str, title: &str, label: &str, heading: &str) -> Option<&'static str> {
    let is_pdf = url::path(link).to_ascii_lowercase().ends_with(".pdf");
    of_page(link)
        .or_else(|| words::kind(label))
        .or_else(|| words::kind(title))
        .or_else(|| words::kind(heading))
        .or(is_pdf.then_some("paper"))
}

/// What kind of page a URL leads to.
fn of_page(link: &str) -> Option<&'static str> {
    let host = url::host(link);
    let path = url::path(link);
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    if host.ends_with("youtube.com") || host == "youtu.be" {
        return Some(match segments[..] {
            ["playlist", ..] => "playlist",
            ["watch", ..] if link.contains("list=") => "playlist",
            ["channel" | "user" | "c", ..] => "channel",
            [name] if name.starts_with('@') && host != "youtu.be" => "channel",
            _ => "video",
        });
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
