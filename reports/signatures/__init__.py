"""Digital signatures in PDFs: making the office's own, and looking at those made elsewhere. The only place that imports
pyHanko, which takes half a second; import these modules where they are used."""
