-- How many views of each asset a lease asked for and how wide they are; 0 where it asked for none.
ALTER TABLE submission ADD COLUMN view_count INTEGER NOT NULL DEFAULT 0 CHECK (view_count >= 0);
ALTER TABLE submission ADD COLUMN view_size INTEGER NOT NULL DEFAULT 0 CHECK (view_size >= 0);
