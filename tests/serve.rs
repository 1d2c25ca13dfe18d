//! `purview serve`: what it answers, what it refuses, that it writes nowhere else; and in a real browser
//! (`tests/browser/serve.js`).

mod serve {
    mod answers;
    mod browser;
    mod client;
    mod refusals;
    mod writes;
}
