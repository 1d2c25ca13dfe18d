//! One run of HiGHS, on a thread of its own, because it may not come back: some of its heuristics look neither at
//! the clock nor at an interrupt for minutes (seen in HiGHS 1.16.0: line search rounding at the root, where any of
//! 130 offices may cover any of 156 countries). Such a run is left to itself.

use std::ffi::{c_char, c_int, c_void};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use highs_sys as sys;

use crate::solver::limits::Watcher;

/// How long a run may take to come back once it must stop.
const GRACE: Duration = Duration::from_secs(2);
/// Between two looks at the clock.
const LOOK: Duration = Duration::from_millis(5);

/// What HiGHS tells as it goes, in units of its objective.
pub struct Report {
    pub incumbent: f64,
    pub bound: f64,
    /// Of a new incumbent.
    values: Option<Vec<f64>>,
}

pub enum Ran {
    Back(highs::Model),
    /// It did not come back; with what it told last.
    Lost {
        values: Option<Vec<f64>>,
        bound: Option<f64>,
    },
}

enum Event {
    Told(Report),
    Done(Sent),
}

struct Sent(highs::Model);

// SAFETY: a HiGHS object has no ties to the thread that made it, and only one thread has it at a time.
unsafe impl Send for Sent {}

/// What the callback knows.
struct Listening {
    must_stop: Arc<AtomicBool>,
    events: Sender<Event>,
}

/// Runs the model until it ends, or must and does not.
pub fn run_aside(model: highs::Model, watcher: &Watcher, mut tell: impl FnMut(&Report)) -> Ran {
    let (events, told) = channel();
    let must_stop = Arc::new(AtomicBool::new(false));
    let (sent, listening) = (Sent(model), Listening { must_stop: must_stop.clone(), events });
    thread::spawn(move || run(sent, &listening));
    let (mut values, mut bound) = (None, None);
    let mut end: Option<Instant> = None;
    loop {
        match told.recv_timeout(LOOK) {
            Ok(Event::Done(Sent(model))) => return Ran::Back(model),
            Ok(Event::Told(report)) => {
                tell(&report);
                bound = Some(report.bound);
                values = report.values.or(values);
            }
            // It ended without a word.
            Err(RecvTimeoutError::Disconnected) => return Ran::Lost { values, bound },
            Err(RecvTimeoutError::Timeout) => {}
        }
        if watcher.must_stop() {
            must_stop.store(true, Ordering::Relaxed);
            let end = *end.get_or_insert_with(|| Instant::now() + GRACE);
            if Instant::now() >= end {
                return Ran::Lost { values, bound };
            }
        }
    }
}

fn run(mut sent: Sent, listening: &Listening) {
    let pointer = sent.0.as_mut_ptr();
    let data = std::ptr::from_ref(listening).cast_mut().cast::<c_void>();
    // SAFETY: `listening` outlives the run, and the callback is stopped before it goes.
    unsafe {
        sys::Highs_setCallback(pointer, Some(listen), data);
        sys::Highs_startCallback(pointer, sys::kHighsCallbackMipInterrupt);
        sys::Highs_startCallback(pointer, sys::kHighsCallbackSimplexInterrupt);
        sys::Highs_startCallback(pointer, sys::kHighsCallbackMipLogging);
        sys::Highs_startCallback(pointer, sys::kHighsCallbackMipImprovingSolution);
        sys::Highs_run(pointer);
        sys::Highs_setCallback(pointer, None, std::ptr::null_mut());
    }
    // Nobody waits for a run that was left to itself.
    let _ = listening.events.send(Event::Done(sent));
}

/// Called by HiGHS as it goes.
///
/// # Safety
/// `data` points to a live [`Listening`]; `output` and `input` are valid for the call.
unsafe extern "C" fn listen(
    kind: c_int,
    _message: *const c_char,
    output: *const sys::HighsCallbackDataOut,
    input: *mut sys::HighsCallbackDataIn,
    data: *mut c_void,
) {
    // SAFETY: by the contract above.
    let (listening, output, input) = unsafe { (&*data.cast::<Listening>(), output.as_ref(), input.as_mut()) };
    if let Some(input) = input {
        input.user_interrupt = c_int::from(listening.must_stop.load(Ordering::Relaxed));
    }
    let is_new = kind == sys::kHighsCallbackMipImprovingSolution;
    let is_report = is_new || kind == sys::kHighsCallbackMipLogging;
    if let Some(output) = output.filter(|_| is_report) {
        let is_given = is_new && !output.mip_solution.is_null();
        let length = usize::try_from(output.mip_solution_size).unwrap_or(0);
        // SAFETY: HiGHS gives so many values.
        let values =
            is_given.then(|| unsafe { std::slice::from_raw_parts(output.mip_solution, length) }.to_vec());
        let report = Report { incumbent: output.mip_primal_bound, bound: output.mip_dual_bound, values };
        let _ = listening.events.send(Event::Told(report));
    }
}
