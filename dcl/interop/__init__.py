"""Contracts in the words of other tools, and theirs in the words of dcl."""
