"""What people read, in Japanese and in English: the table of words, a module each subject, and phrases made of them."""
