//! The countries of a part by number, so that its tables are as long as the part and not as the network.

use crate::scenario::CountryId;

#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The countries, ascending.
    pub countries: Vec<CountryId>,
    /// By country from the first on.
    places: Vec<Option<u32>>,
}

impl Places {
    pub fn new(mut countries: Vec<CountryId>) -> Self {
        countries.sort_unstable();
        countries.dedup();
        let first = countries.first().map_or(0, |c| c.0);
        let mut places = vec![None; countries.last().map_or(0, |c| c.0 - first + 1)];
        countries.iter().zip(0..).for_each(|(c, place)| places[c.0 - first] = Some(place));
        Self { countries, places }
    }

    pub fn len(&self) -> usize {
        self.countries.len()
    }

    /// `None` for a country of other parts.
    pub fn get(&self, country: CountryId) -> Option<usize> {
        let first = self.countries.first()?;
        let place = self.places.get(country.0.checked_sub(first.0)?)?;
        place.map(|place| place as usize)
    }

    /// Of a country of the part.
    pub fn of(&self, country: CountryId) -> usize {
        self.get(country).expect("a country of the part")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_has_one_place_and_others_have_none() {
        let places = Places::new([7, 4, 7, 9].map(CountryId).to_vec());
        assert_eq!(places.countries, [4, 7, 9].map(CountryId));
        assert_eq!((0..11).map(|c| places.get(CountryId(c))).filter(Option::is_some).count(), 3);
        assert_eq!([4, 7, 9].map(|c| places.of(CountryId(c))), [0, 1, 2]);
        assert_eq!(Places::default().get(CountryId(0)), None);
    }
}
