"""Folders of saved pages to folders of documents: resumable, nothing lost, nothing overwritten."""
