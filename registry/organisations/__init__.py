"""Who exists: organisations, production units, departments, offers and their coverage; who may act for them."""
