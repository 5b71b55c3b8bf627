//! The server's entry point: one binary that serves, works, migrates, seeds and looks after itself.

#![recursion_limit = "256"]

mod commands;

use clap::{Parser, Subcommand};
use server::accounts::NewCompany;
use server::config::Config;

#[derive(Parser)]
#[command(name = "peerchamps", version, about = "Customer references, and the support desk behind them")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves pages and runs jobs in one process; brings the schema up to date first.
    Serve {
        /// Loads the story world where the database is empty, and prints its sign-ins.
        #[arg(long)]
        seed: bool,
        /// Leaves jobs to `work` processes.
        #[arg(long)]
        no_worker: bool,
    },
    /// Runs jobs only.
    Work,
    /// Brings the schema up to date.
    Migrate,
    /// Loads the story world, or a company of generated advocates for benchmarks.
    Seed {
        /// How many advocates to generate in a company of its own.
        #[arg(long)]
        scale: Option<u32>,
        /// What that company is called, in small letters: `scale` when nothing is said.
        #[arg(long, requires = "scale")]
        company: Option<String>,
    },
    /// Companies, from the terminal.
    Company {
        #[command(subcommand)]
        command: CompanyCommand,
    },
    /// Names every misconfiguration at once.
    Doctor,
    /// A service outside, played on this machine for journeys and demonstrations.
    #[command(hide = true)]
    StandIn {
        #[command(subcommand)]
        service: StandInService,
    },
}

#[derive(Subcommand)]
enum StandInService {
    /// A language model that answers by rules, and fails as told by `POST /mode`.
    Openai {
        #[arg(long, default_value = "127.0.0.1:3190")]
        address: std::net::SocketAddr,
    },
}

#[derive(Subcommand)]
enum CompanyCommand {
    /// Makes a company with its first administrator; the password is read from the standard input.
    New {
        /// What the company is called.
        #[arg(long)]
        name: String,
        #[arg(long)]
        admin_email: String,
        #[arg(long)]
        admin_name: String,
        /// Such as Europe/London.
        #[arg(long, default_value = "Europe/London")]
        time_zone: String,
    },
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    // Two providers are linked by different libraries; the choice must be made before the first connection.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let result = match Arguments::parse().command {
        Command::Doctor => commands::doctor().await,
        Command::StandIn { service: StandInService::Openai { address } } => commands::stand_in_openai(address).await,
        command => match Config::from_env() {
            Err(mistakes) => Err(mistakes),
            Ok(config) => {
                server::telemetry::start(&config);
                match command {
                    Command::Serve { seed, no_worker } => commands::serve(config, seed, !no_worker).await,
                    Command::Work => commands::work(config).await,
                    Command::Migrate => commands::migrate(config).await,
                    Command::Seed { scale, company } => commands::seed(config, scale, company).await,
                    Command::Company { command: CompanyCommand::New { name, admin_email, admin_name, time_zone } } => {
                        commands::new_company(config, NewCompany { name, admin_email, admin_name, time_zone }).await
                    }
                    Command::Doctor | Command::StandIn { .. } => Ok(()),
                }
            }
        },
    };
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            commands::say(&format!("{error:#}"));
            std::process::ExitCode::FAILURE
        }
    }
}
