"""Small damages of a seed, as editors, disks and programs make them, and what checks say."""
