"""Points by a person: a page for the words that learners wrote, with rubrics, and comments to use again."""
