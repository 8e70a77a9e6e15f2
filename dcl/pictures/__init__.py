"""Pictures of rows: what a table can be drawn as, and the drawing."""
