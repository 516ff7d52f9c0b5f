"""Cases: an application from its receipt to its archive, every act on record."""
