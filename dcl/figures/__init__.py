"""What people would rather look at than read: how labels are distributed, and which ones are confused."""
