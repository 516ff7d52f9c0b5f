"""The register of an organ (条例45): numbers without gap, given once; a mistake voids and keeps one."""
