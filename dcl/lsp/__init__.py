"""What an editor asks of contracts: pure modules over trees and checked contracts; `server` speaks the protocol."""
