"""The register of an organ (条例45): numbers without gap, each given once, voided ones kept."""
