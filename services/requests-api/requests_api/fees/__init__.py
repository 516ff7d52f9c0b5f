"""Information processing fees (条例42, 国办函〔2020〕109号): the tariff as data, a notice of a
fee, its payment and its waiver.
"""
