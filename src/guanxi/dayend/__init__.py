"""The day end (日终批次): from the store's current parts to the figures and the work list that the pages show."""
