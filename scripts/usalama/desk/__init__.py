"""The desk's word, done to a site's files: edits checked and written, reports let in or taken down, names hidden."""
