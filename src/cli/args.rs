//! The arguments of every command.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::scenario::Locale;

const EXIT_STATUS: &str = "\
Exit status: 0 done; 1 the check found violations, or plans differ with --exit-code; 2 wrong usage; 3 invalid input; \
4 proved that no plan keeps every hard rule; 5 a limit was reached before the first plan; \
70 a fault of purview, or output that cannot be written.";

/// Decides which field office answers for which country, and proves it.
#[derive(Debug, Parser)]
#[command(name = "purview", version, after_help = EXIT_STATUS, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find the best plan for a scenario, with proof.
    Solve(SolveArgs),
    /// Verify a plan independently, in exact arithmetic; list every violated rule.
    Check(CheckArgs),
    /// Read a scenario and show everything that is wrong with it, without solving.
    Validate(ScenarioArgs),
    /// Say which hard rules leave a scenario no plan, and what would help.
    Diagnose(DiagnoseArgs),
    /// Set plans beside a first one: what differs, always this minus the first.
    Compare(CompareArgs),
    /// Write a plan, or the tables of a scenario, in another format.
    Export(ExportArgs),
    /// Write the mixed-integer model of a scenario for another solver.
    Lp(LpArgs),
    /// Serve the scenarios and plans of a folder as pages, to look at, compare, change and solve again.
    Serve(ServeArgs),
    /// Print the JSON Schema of a file format.
    Schema(SchemaArgs),
    /// Turn an analyst's tables, or a published instance of a location or districting problem, into a
    /// scenario.
    Import(ImportArgs),
    /// Draw a random network of any size as a scenario.
    Generate(GenerateArgs),
    /// Print a completion script for a shell.
    Completions(CompletionsArgs),
}

#[derive(Debug, Args)]
pub struct ScenarioArgs {
    /// Scenario file; `-` reads standard input.
    pub scenario: PathBuf,
    /// Change one value of the scenario, for instance `count.offices.max=50`; may be repeated.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Take over what readers of a plan ask for, as the review pack saves it; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub requests: Vec<PathBuf>,
    /// Machine-readable output.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct SolveArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// Write the plan here; `-` for standard output.
    #[arg(short, long, value_name = "PLAN")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub solving: SolvingArgs,
    /// Start from this plan.
    #[arg(long, value_name = "PLAN")]
    pub start: Option<PathBuf>,
    /// What to tell on standard error meanwhile.
    #[arg(long, value_enum, default_value_t = LogArg::Progress)]
    pub log: LogArg,
    /// Leave out of the plan what differs from run to run (times, threads).
    #[arg(long)]
    pub no_run_info: bool,
}

// No doc comment: clap would take it for the description of the command.
#[derive(Debug, Args)]
pub struct SolvingArgs {
    /// How to solve.
    #[arg(long, value_enum, default_value_t = MethodArg::Auto)]
    pub method: MethodArg,
    /// Stop once the plan is proved to be within this fraction of the best.
    #[arg(long, value_name = "FRACTION", default_value_t = 1e-4, value_parser = parse_gap)]
    pub gap: f64,
    /// Stop after so many seconds with the best plan so far.
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub time_limit: Option<f64>,
    /// Stop after so much work, the same on every machine: linear programs solved, or nodes of `mip`.
    #[arg(long, value_name = "N")]
    pub work_limit: Option<u64>,
    /// Threads to use; default: all cores.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Seed of everything that is drawn.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MethodArg {
    /// Branch and price over the parts of the network, HiGHS for what it leaves open.
    Auto,
    /// The whole model in HiGHS.
    Mip,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogArg {
    /// One line that rewrites itself, on a terminal only: phase, best plan, bound, gap.
    Progress,
    /// One JSON object per line for each new phase, incumbent or bound: `seconds`, `phase`,
    /// `incumbent`, `bound`, `gap`; the last one `seconds`, `status`, `objective`, `bound`, `gap`,
    /// `memory_mb`. Money in whole cents; `null` where unknown.
    Json,
}

#[derive(Debug, Args)]
pub struct DiagnoseArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// A rule that must not be named: a family, or a limit of it such as `count.offices.max`; may be
    /// repeated.
    #[arg(long, value_name = "RULE")]
    pub protect: Vec<String>,
    /// Ways out to show at most.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub repairs: usize,
    /// Write the plan of each way out into this folder.
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Price a way out to this fraction of its best plan.
    #[arg(long, value_name = "FRACTION", default_value_t = 0.01, value_parser = parse_gap)]
    pub gap: f64,
    /// Stop after so many seconds with what is known by then.
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub time_limit: Option<f64>,
    /// Seed of everything that is drawn.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Plan file; `-` reads standard input.
    pub plan: PathBuf,
    /// Scenario to check against; default: the one that the plan names.
    #[arg(long)]
    pub scenario: Option<PathBuf>,
    /// Machine-readable output.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(mut_group("SolvingArgs", |group| group.requires("attribute")))]
pub struct CompareArgs {
    /// Plan files, the one to compare with first; `-` reads standard input.
    #[arg(num_args = 2.., required = true, value_name = "PLAN")]
    pub plans: Vec<PathBuf>,
    /// Scenario that a plan was made from, in the order of the plans; may be repeated. Default: the one
    /// that the plan names.
    #[arg(long = "scenario", value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    /// Machine-readable output.
    #[arg(long, conflicts_with = "to")]
    pub json: bool,
    /// Format; default: by the ending of the output file, else table.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: Option<CompareFormat>,
    /// Which table, for csv; default: all of them into a folder, or `summary` to standard output.
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
    /// File, or folder for several tables; default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// End with exit status 1 if a plan differs from the first.
    #[arg(long)]
    pub exit_code: bool,
    /// Share the difference in objective out among the inputs that changed, by solving again with one
    /// more of them changed each time: model, data, hosts, baseline, each rule family, costs.
    #[arg(long)]
    pub attribute: bool,
    #[command(flatten, next_help_heading = "With --attribute, for each solve")]
    pub solving: SolvingArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// To be read on a terminal.
    Table,
    Json,
    Md,
    Csv,
    Html,
    Xlsx,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Plan file, or scenario file for its tables; `-` reads standard input.
    pub file: PathBuf,
    /// Format.
    #[arg(long, value_enum)]
    pub to: ExportFormat,
    /// Which table, for csv; default: all of them into a folder or an archive, or one to standard output
    /// (`assignments` of a plan, `countries` of a scenario).
    #[arg(long, value_enum)]
    pub table: Option<TableArg>,
    /// Language of a page or map at first.
    #[arg(long, value_parser = language(), default_value = Locale::En.tag())]
    pub lang: Locale,
    /// Id of a country: the page for this one, for html.
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// File; for several tables a folder, or an archive that ends in .zip; default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Scenario of the plan, for names and places; default: the one that the plan names.
    #[arg(long, value_name = "SCENARIO")]
    pub scenario: Option<PathBuf>,
}

fn language() -> impl TypedValueParser<Value = Locale> {
    let locale = |tag: String| Locale::ALL.into_iter().find(|locale| locale.tag() == tag);
    PossibleValuesParser::new(Locale::ALL.map(Locale::tag)).map(move |tag| locale(tag).expect("one of these"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// The plan, or the scenario as one file that needs no other.
    Json,
    Csv,
    /// A workbook; that of a scenario is read by `import xlsx`.
    Xlsx,
    /// For maps; loads in QGIS.
    Geojson,
    /// A report.
    Md,
    /// The map: areas, offices, reporting lines.
    Svg,
    /// The review pack: one file for a browser that asks nothing of any network.
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableArg {
    /// Of the plan; of a scenario, those of today.
    Offices,
    Assignments,
    Costs,
    Rules,
    Countries,
    Borders,
}

impl TableArg {
    pub fn name(self) -> &'static str {
        match self {
            TableArg::Offices => "offices",
            TableArg::Assignments => "assignments",
            TableArg::Costs => "costs",
            TableArg::Rules => "rules",
            TableArg::Countries => "countries",
            TableArg::Borders => "borders",
        }
    }
}

#[derive(Debug, Args)]
pub struct LpArgs {
    /// Scenario file; `-` reads standard input.
    pub scenario: PathBuf,
    /// Change one value of the scenario; may be repeated.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Format; default: by the ending of the output file, else lp.
    #[arg(long, value_enum)]
    pub format: Option<LpFormat>,
    /// File; default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LpFormat {
    Lp,
    Mps,
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Folder of scenarios and plans; files in folders below it are not served.
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// Address and port; port 0 takes any that is free. There are no accounts: whoever reaches the
    /// address may use it.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8417")]
    pub listen: SocketAddr,
    /// Name under which browsers may ask for it, beside the address; may be repeated.
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// Solves at the same time.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub most_solves: u16,
    /// Requests at the same time; what is more is refused.
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub most_requests: u16,
    /// Largest body of a request, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 65_536, value_parser = clap::value_parser!(u32).range(1..=16_777_216))]
    pub largest_body: u32,
    /// For the answer to a request; the stream of a solve lasts as long as the solve.
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0, value_parser = parse_seconds)]
    pub request_time: f64,
    #[command(flatten, next_help_heading = "For each solve; without --time-limit it may take 600 seconds")]
    pub solving: SolvingArgs,
}

#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Which format.
    pub format: SchemaFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    Scenario,
    Model,
    Plan,
    Requests,
    Comparison,
    Diagnosis,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    #[command(subcommand)]
    pub format: ImportFormat,
}

#[derive(Debug, Subcommand)]
pub enum ImportFormat {
    /// A workbook with a sheet `countries`, and `offices` and `borders` if they are to be replaced too.
    /// `export SCENARIO --to xlsx` writes one.
    Xlsx {
        #[command(flatten)]
        files: ImportFiles,
        #[command(flatten)]
        base: ImportBase,
    },
    /// The same tables as CSV; `FILE` is that of the countries.
    Csv {
        #[command(flatten)]
        files: ImportFiles,
        /// Offices of the baseline.
        #[arg(long, value_name = "FILE")]
        offices: Option<PathBuf>,
        /// Which countries touch.
        #[arg(long, value_name = "FILE")]
        borders: Option<PathBuf>,
        #[command(flatten)]
        base: ImportBase,
    },
    /// p-median: OR-Library's graphs, or TSPLIB's points.
    Pmed {
        #[command(flatten)]
        files: ImportFiles,
        /// Medians; default: as many as the file says, which TSPLIB's do not.
        #[arg(long, value_name = "N")]
        p: Option<u32>,
    },
    /// Capacitated p-median: points with capacity and demand.
    Cpmp {
        #[command(flatten)]
        files: ImportFiles,
        /// How far apart two points are; default: real, but floor for OR-Library's collection.
        #[arg(long, value_enum)]
        distance: Option<MetricArg>,
        /// Which problem of OR-Library's collection.
        #[arg(long, value_name = "N")]
        problem: Option<u32>,
    },
    /// Single-source capacitated facility location: a table of prices.
    Sscflp {
        #[command(flatten)]
        files: ImportFiles,
        /// In which order the numbers stand; default: the one that the lines fit, if only one does.
        #[arg(long, value_enum)]
        layout: Option<LayoutArg>,
    },
    /// Districting after Hess: units with population, and which touch.
    Hess {
        #[command(flatten)]
        files: ImportFiles,
        /// Whether districts must be connected.
        #[arg(long, value_enum, default_value_t = Switch::On)]
        contiguity: Switch,
    },
    /// Capacitated facility location with contiguous service areas, after Kong.
    Cflsap {
        #[command(flatten)]
        files: ImportFiles,
        /// Which units touch.
        #[arg(long, value_name = "FILE")]
        borders: Option<PathBuf>,
        /// Whether service areas must be connected.
        #[arg(long, value_enum, default_value_t = Switch::On)]
        contiguity: Switch,
        /// Exactly so many sites; default: as many as pay.
        #[arg(long, value_name = "K")]
        sites: Option<u32>,
    },
}

#[derive(Debug, Args)]
pub struct ImportFiles {
    /// File to read.
    pub file: PathBuf,
    /// Write the scenario here; default: standard output.
    #[arg(short, long, value_name = "SCENARIO")]
    pub output: Option<PathBuf>,
    /// Mistakes as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What imported tables are laid over.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ImportBase {
    /// Scenario whose tables they replace; everything else stays.
    #[arg(long, value_name = "SCENARIO")]
    pub extends: Option<PathBuf>,
    /// Organisation model of a new scenario.
    #[arg(long, value_name = "MODEL")]
    pub model: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MetricArg {
    /// Euclidean.
    Real,
    /// Euclidean, rounded down.
    Floor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LayoutArg {
    /// Sites and customers; capacity and price of each site; demands; prices by site (OR-Library,
    /// Holmberg, Yang, TB4).
    Orlib,
    /// Customers and sites; prices by customer; demands; prices of sites; capacities.
    DiazFernandez,
    /// Sites and customers; demands; capacities; prices of sites; prices of a unit of demand by site.
    Tbed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

#[derive(Debug, Args)]
pub struct GenerateArgs {
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub countries: u32,
    #[arg(long, value_name = "R", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub regions: u32,
    #[arg(long, value_name = "L", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=4))]
    pub tiers: u32,
    #[arg(long, value_name = "S", default_value_t = 0)]
    pub seed: u64,
    /// Which rules.
    #[arg(long, value_enum, default_value_t = RulesArg::Default)]
    pub rules: RulesArg,
    /// File; default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RulesArg {
    /// Every family, loose enough to be kept.
    Default,
    /// Each family at random, now and then too tight to be kept.
    Random,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    pub shell: Shell,
}

fn parse_gap(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(gap) if (1e-6..1.0).contains(&gap) => Ok(gap),
        _ => Err("expected a fraction from 0.000001 (what can be proved in floating point) to 1".into()),
    }
}

fn parse_seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= 1e8 => Ok(seconds),
        _ => Err("expected a positive number of seconds".into()),
    }
}
