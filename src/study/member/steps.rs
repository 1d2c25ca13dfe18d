//! How far a number must be weakened.

/// Doublings of a step before a number is given up altogether.
const MOST_DOUBLINGS: u32 = 24;

/// The fewest steps that are `enough`, which more steps are then too; with whether it is proved that fewer
/// are not. Doubled until they are, then halved. `None` where no number of steps was found to be.
pub fn fewest_steps(
    mut enough: impl FnMut(f64) -> Option<bool>,
    must_stop: impl Fn() -> bool,
) -> Option<(f64, bool)> {
    let (mut too_few, mut steps) = (0.0, 1.0);
    let mut is_proved = true;
    let mut doublings = 0;
    loop {
        match enough(steps) {
            Some(true) => break,
            answer => is_proved &= answer == Some(false),
        }
        doublings += 1;
        if doublings == MOST_DOUBLINGS || must_stop() {
            return None;
        }
        (too_few, steps) = (steps, 2.0 * steps);
    }
    while steps - too_few > 1.0 {
        let middle = ((too_few + steps) / 2.0).floor();
        match enough(middle) {
            Some(true) => steps = middle,
            answer => {
                is_proved &= answer == Some(false);
                too_few = middle;
            }
        }
    }
    Some((steps, is_proved))
}

#[cfg(test)]
mod tests {
    use super::fewest_steps;

    #[test]
    fn finds_the_turn() {
        for turn in [1.0, 2.0, 3.0, 7.0, 8.0, 1_000.0] {
            assert_eq!(fewest_steps(|steps| Some(steps >= turn), || false), Some((turn, true)));
        }
    }

    #[test]
    fn what_is_left_open_is_not_proved() {
        let open_at_five = |steps: f64| if steps == 5.0 { None } else { Some(steps >= 5.0) };
        assert_eq!(fewest_steps(open_at_five, || false), Some((6.0, false)));
        assert_eq!(fewest_steps(|_| None, || true), None);
        assert_eq!(fewest_steps(|_| Some(false), || false), None);
    }
}
