"""Pure calculations: arrays in, arrays out. No files, no network, no clock, no framework."""
