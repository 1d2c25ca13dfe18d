use purview::cli::{self, ExitStatus};

fn main() -> ExitStatus {
    // A panic is a broken invariant of ours; its message is already on standard error.
    std::panic::catch_unwind(cli::run).unwrap_or(ExitStatus::Fault)
}
