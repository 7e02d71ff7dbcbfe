//! Signed requests, where the server wants them signed.

use sfn_local::Credentials as Key;

use super::*;

/// A client that signs with this secret, and a server that wants the secret `secret`.
async fn signing(access_key: &str, secret: &str) -> Client {
    let endpoint = Endpoint::new(Runtime::builder().build(), Place::default());
    let server = Server::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let url = format!("http://{}", server.address());
    let server = server.with_credentials(Key::new("id", "secret"));
    tokio::spawn(server.serve(endpoint, std::future::pending()));
    client_at(
        &url,
        Credentials::new(access_key, secret, None, None, "test"),
    )
}

#[tokio::test]
async fn a_request_with_the_right_signature_is_served() {
    let client = signing("id", "secret").await;
    create(&client, "Keep", PASS).await;
}

#[tokio::test]
async fn a_wrong_signature_is_refused() {
    let client = signing("id", "other").await;
    let (code, _) = refusal(client.list_state_machines().send().await);
    assert_eq!(code, "InvalidSignatureException");
}

#[tokio::test]
async fn an_unknown_key_is_refused() {
    let client = signing("other", "secret").await;
    let (code, _) = refusal(client.list_state_machines().send().await);
    assert_eq!(code, "UnrecognizedClientException");
}
