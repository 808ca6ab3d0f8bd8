"""Pages of the secretariat about entries, under /sekretariat/optegnelser/."""
