"""Pages of HTML for people: one file each, without network, safe whatever the data hold."""
