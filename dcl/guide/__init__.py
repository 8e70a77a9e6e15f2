"""The labelling guide: what a contract says, for the people who label."""
