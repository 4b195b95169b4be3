"""How each answer is laid out for people; each page is made of the few shapes of `layout`."""
