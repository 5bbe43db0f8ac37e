//! How the entries of a list are written: said by the list, or learned from most of its entries.
//!
//! In "- [Title](…) - Ada Miller (PDF)", a name follows the title. One entry alone can't say so, because "- [Title](…) -
//! Text Editor" looks the same. So the entries of a section and of the whole list vote: for each mark after a title,
//! how many of them have something there that looks like names.

use super::lexicon::Lexicon;
use super::likeness::Likeness;
use super::shape::{Separator, Tail};

/// What a list says of itself, in its front matter or where a book names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Conventions {
    /// What follows a title. Without it, that is learned.
    pub(crate) after_title: Option<AfterTitle>,
}

/// What follows the title of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterTitle {
    Authors,
    Description,
}

impl AfterTitle {
    /// All of them, each with the word that a list or a book says it by.
    pub(crate) const ALL: [(&'static str, AfterTitle); 2] =
        [("authors", AfterTitle::Authors), ("description", AfterTitle::Description)];

    pub(super) fn parse(word: &str) -> Option<AfterTitle> {
        AfterTitle::ALL.iter().find(|(known, _)| *known == word).map(|(_, after)| *after)
    }
}

/// Votes for each mark after a title.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Votes([Count; Separator::COUNT]);

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// Entries with text after the mark.
    texts: u32,
    /// Those whose text can be names, and those whose text has the form of names.
    possible: u32,
    likely: u32,
    /// Those whose text is names without a doubt.
    certain: u32,
}

impl Votes {
    pub(super) fn add(&mut self, tail: Tail) {
        if !tail.has_text {
            return;
        }
        let count = &mut self.0[tail.separator as usize];
        count.texts += 1;
        count.possible += u32::from(tail.likeness >= Likeness::Maybe);
        count.likely += u32::from(tail.likeness >= Likeness::Likely);
        count.certain += u32::from(tail.likeness == Likeness::Certain);
    }

    pub(super) fn add_all(&mut self, others: &Votes) {
        for (count, other) in self.0.iter_mut().zip(others.0) {
            count.texts += other.texts;
            count.possible += other.possible;
            count.likely += other.likely;
            count.certain += other.certain;
        }
    }
}

impl Count {
    /// Whether most texts have the form of names.
    fn has_majority(self) -> bool {
        self.texts >= ENOUGH_IN_LIST && self.likely * 2 > self.texts
    }

    /// How much a text has to look like names to be some; `None` if there are too few to tell.
    fn needed(self, enough: u32) -> Option<Need> {
        let Count { texts, possible, likely, certain } = self;
        if texts < enough {
            return (certain > 0 && likely == texts).then_some(Need::AtLeast(Likeness::Likely));
        }
        let is_rule = possible * 10 >= texts * 7 && likely * 10 >= texts * 4
            || possible * 20 >= texts * 17 && likely * 5 >= texts;
        let need = if is_rule {
            Need::AtLeast(Likeness::Maybe)
        } else if likely * 10 >= texts * 3 {
            Need::AtLeast(Likeness::Likely)
        } else if likely * 20 >= texts {
            Need::AtLeast(Likeness::Sure)
        } else {
            Need::Nothing
        };
        Some(need)
    }
}

#[derive(Clone, Copy, Debug)]
enum Need {
    AtLeast(Likeness),
    /// Nothing is taken for names.
    Nothing,
}

/// What has been learned for one section.
pub(super) struct Learned<'l, 'b> {
    conventions: Conventions,
    section: Votes,
    list: Votes,
    lexicon: &'l Lexicon<'b>,
}

/// Texts with one mark from which a section, and a whole list, can be told.
const ENOUGH_IN_SECTION: u32 = 5;
const ENOUGH_IN_LIST: u32 = 3;
/// Texts from which on a list can have names in nearly all its entries.
const ENOUGH_FOR_ALL: u32 = 10;
/// Texts from which on a list of descriptions is one as a whole.
const MANY: u32 = 30;

impl<'l, 'b> Learned<'l, 'b> {
    pub(super) fn new(
        conventions: Conventions,
        section: Votes,
        list: Votes,
        lexicon: &'l Lexicon<'b>,
    ) -> Self {
        Learned { conventions, section, list, lexicon }
    }

    /// Whether the list uses a word in its sentences.
    pub(super) fn is_common(&self, word: &str) -> bool {
        self.lexicon.knows(word)
    }

    /// Whether nearly all texts after this mark have the form of names.
    pub(super) fn is_rule(&self, separator: Separator) -> bool {
        let mark = separator as usize;
        let list = self.list.0[mark];
        self.conventions.after_title.is_none()
            && list.texts >= ENOUGH_FOR_ALL
            && list.likely * 4 >= list.texts * 3
    }

    /// Whether nearly all entries of the list have names after this mark, so that a few words there are one, too.
    pub(super) fn has_only_names(&self, separator: Separator) -> bool {
        let mark = separator as usize;
        let (section, list) = (self.section.0[mark], self.list.0[mark]);
        self.conventions.after_title.is_none()
            && list.texts >= ENOUGH_FOR_ALL
            && list.possible * 4 >= list.texts * 3
            && list.likely * 2 >= list.texts
            && section.possible * 4 >= section.texts * 3
    }

    /// Whether what follows a title is names.
    pub(super) fn are_names(&self, tail: Tail) -> bool {
        match self.conventions.after_title {
            Some(AfterTitle::Authors) => return tail.likeness >= Likeness::Maybe,
            Some(AfterTitle::Description) => return false,
            None if tail.likeness == Likeness::Certain => return true,
            None => {}
        }
        let mark = tail.separator as usize;
        let (section, list) = (self.section.0[mark], self.list.0[mark]);
        let of_list = list.needed(ENOUGH_IN_LIST);
        // A section of a list with a clear rule follows it, unless most of its entries do not.
        let follows = matches!(of_list, Some(Need::AtLeast(Likeness::Maybe)))
            && section.possible * 2 >= section.texts;
        // In a list of descriptions, a section of names has to be one without a doubt.
        let is_of_texts = matches!(of_list, Some(Need::Nothing)) && list.texts >= MANY;
        let is_sure = !is_of_texts || section.likely * 10 >= section.texts * 8;
        let of_section = section.needed(ENOUGH_IN_SECTION).filter(|_| !follows && is_sure);
        let needed = of_section.or(of_list);
        match needed {
            // Many titles and labels look like names: most of them have to, before one is taken for some.
            Some(Need::AtLeast(Likeness::Likely)) if tail.separator.is_before_end() => {
                tail.likeness >= Likeness::Likely && (section.has_majority() || list.has_majority())
            }
            Some(Need::AtLeast(needed)) => tail.likeness >= needed,
            Some(Need::Nothing) => false,
            None => tail.likeness >= Likeness::Sure,
        }
    }
}
