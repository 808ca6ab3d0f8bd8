"""Pure rules of the public pages: clean pictures, plain words, anchors and tables typed as text."""
