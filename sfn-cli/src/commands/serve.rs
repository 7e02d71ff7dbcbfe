//! `serve`: the AWS API of Step Functions on a local address.

use std::env;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, value_parser};
use sfn_core::runtime::{Place, Runtime, TaskRegistry};
use sfn_local::{Credentials, Endpoint, Folder, Mocks, S3, Server};
use tokio::net::lookup_host;

use crate::error::CommandError;
use crate::source::Source;
use crate::{Console, Exit, Program};

/// The command of the binary `sfn`, whose machines come through the API.
pub(crate) fn tool_command() -> Command {
    command().about("Serve the AWS API of Step Functions on a local address")
}

/// The command of a workflow program: its machines are there already, and its tasks do their work.
pub(crate) fn program_command() -> Command {
    command().about("Serve this program's machines through the AWS API of Step Functions")
}

fn command() -> Command {
    let option =
        |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    Command::new("serve")
        .arg(option("host", "HOST").default_value("127.0.0.1").help(
            "The address to listen on; others than this machine reach it only if you name one",
        ))
        .arg(
            option("port", "PORT")
                .default_value("8083")
                .value_parser(value_parser!(u16))
                .help("The port to listen on; 0 takes a free one and prints it"),
        )
        .arg(
            option("region", "REGION")
                .default_value("us-east-1")
                .help("The region that ARNs show, and that the buckets of `--objects` are in"),
        )
        .arg(
            option("account", "NUMBER")
                .default_value("123456789012")
                .value_parser(account)
                .help("The account that ARNs show"),
        )
        .arg(option("access-key", "KEY").requires("secret-key").help(
            "Refuse requests that are not signed with this key [default: any signature is good]",
        ))
        .arg(
            option("secret-key", "SECRET")
                .requires("access-key")
                .help("The secret of the access key"),
        )
        .arg(
            option("mocks", "FILE").env("SFN_MOCK_CONFIG").help(
                "Answer tasks as this file says, in the format of AWS's Step Functions Local",
            ),
        )
        .arg(option("objects", "PLACE").help(
            "Read and write the objects of distributed Maps here: a folder, in which each folder is a bucket, or the \
             URL of an S3-compatible service, `http://HOST:PORT`",
        ))
        .arg(
            option("time", "TIME")
                .value_parser(PossibleValuesParser::new(["real", "virtual"]))
                .default_value("real")
                .help("Wait in earnest, or skip waits, delays and timeouts"),
        )
        .arg(
            option("patience", "SECONDS")
                .default_value("5")
                .value_parser(value_parser!(u32))
                .help("In virtual time, wait so long in earnest for workers and callbacks before their tasks time out"),
        )
}

fn account(text: &str) -> Result<String, &'static str> {
    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err("an account's number has twelve digits")
    }
}

pub(crate) fn run_tool(matches: &ArgMatches, console: &Console) -> Result<Exit, CommandError> {
    serve(matches, console, TaskRegistry::new(), &[])
}

pub(crate) fn run_program(
    program: &Program,
    matches: &ArgMatches,
    console: &Console,
) -> Result<Exit, CommandError> {
    let machines = program.machines()?;
    let machines: Vec<_> = machines
        .into_iter()
        .map(|machine| (machine.name.as_str(), machine.definition.to_json_pretty()))
        .collect();
    serve(matches, console, program.tasks().clone(), &machines)
}

fn serve(
    matches: &ArgMatches,
    console: &Console,
    tasks: TaskRegistry,
    machines: &[(&str, String)],
) -> Result<Exit, CommandError> {
    let text = |name| matches.get_one::<String>(name).map_or("", String::as_str);
    let place = Place {
        region: text("region").into(),
        account: text("account").into(),
    };
    let mut builder = Runtime::builder().tasks(tasks);
    if text("time") == "virtual" {
        let patience = matches.get_one::<u32>("patience").copied();
        let patience = Duration::from_secs(patience.unwrap_or_default().into());
        builder = builder.virtual_time().patience(patience);
    }
    if let Some(objects) = matches.get_one::<String>("objects") {
        builder = if objects.contains("://") {
            builder.objects(service(objects, text("region"))?)
        } else {
            builder.objects(Folder::new(objects))
        };
    }
    let mocks = match matches.get_one::<String>("mocks") {
        Some(path) => mocks(path)?,
        None => Mocks::default(),
    };
    let port = matches.get_one::<u16>("port").copied().unwrap_or_default();
    let tokio = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|source| CommandError::Threads { source })?;
    tokio.block_on(async {
        let endpoint = Endpoint::with_mocks(builder.build(), place, mocks);
        for (name, definition) in machines {
            endpoint.create_machine(name, definition).await?;
        }
        let server = Server::bind(address(text("host"), port).await?).await?;
        let (access_key, secret_key) = (text("access-key"), text("secret-key"));
        let is_open = access_key.is_empty();
        let server = if is_open {
            server
        } else {
            server.with_credentials(Credentials::new(access_key, secret_key))
        };
        announce(&server, is_open, console)?;
        server.serve(endpoint, interrupted()).await;
        Ok(Exit::Success)
    })
}

/// The object store at a URL, with the key that AWS's own tools take from the environment.
fn service(url: &str, region: &str) -> Result<S3, CommandError> {
    let variable = |name| env::var(name).ok().filter(|text| !text.is_empty());
    let store = S3::new(url, region).map_err(CommandError::Objects)?;
    let key = variable("AWS_ACCESS_KEY_ID").zip(variable("AWS_SECRET_ACCESS_KEY"));
    let Some((access_key, secret_key)) = key else {
        return Ok(store);
    };
    let credentials = Credentials::new(access_key, secret_key);
    Ok(store.with_credentials(match variable("AWS_SESSION_TOKEN") {
        Some(token) => credentials.with_session_token(token),
        None => credentials,
    }))
}

fn mocks(path: &str) -> Result<Mocks, CommandError> {
    let text = Source::read(path)?.text;
    Mocks::from_json(&text).map_err(|source| CommandError::Mocks {
        path: path.to_owned(),
        source,
    })
}

async fn address(host: &str, port: u16) -> Result<SocketAddr, CommandError> {
    if let Ok(ip) = host.parse::<IpAddr>() {
        return Ok(SocketAddr::new(ip, port));
    }
    let unknown = |source| CommandError::Host {
        host: host.to_owned(),
        source,
    };
    let mut found = lookup_host((host, port)).await.map_err(unknown)?;
    found
        .next()
        .ok_or_else(|| unknown(std::io::ErrorKind::NotFound.into()))
}

fn announce(server: &Server, is_open: bool, console: &Console) -> Result<(), CommandError> {
    let address = server.address();
    console.result(format_args!("http://{address}\n"))?;
    if !address.ip().is_loopback() {
        let who = if is_open {
            ", and nobody has to sign requests to it"
        } else {
            ""
        };
        console.message(format_args!(
            "warning: other machines can reach this address{who}"
        ));
    }
    Ok(())
}

/// Ready when somebody wants the server to end: ctrl-c, or SIGTERM where there is such a thing.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminated.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Without a handler there is nothing to wait for: the system ends the process.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
