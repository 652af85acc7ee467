"""What Musterstadt's demonstration tells: voices, needs and two years of sessions. All of it is invented."""
