//! Decisions that break one rule: the figures are true, the network is not allowed.

use purview::scenario::Family::*;

use super::{Case, decision};

/// Lets A move.
const FREE: &str = "accreditation.required=[]";
/// Lets the branch in C close.
const UNKEPT: &str = "retention.keep=[]";

pub fn cases() -> Vec<Case> {
    let mut cases = coverage_and_nesting();
    cases.extend(places());
    cases.extend(numbers());
    cases.extend(changes());
    cases.extend(strength());
    cases.extend(authority());
    cases.extend(housing());
    cases
}

fn coverage_and_nesting() -> Vec<Case> {
    vec![
        decision("a country is covered by nobody", Coverage, &[], |d| d.uncover("E")),
        decision("a country is covered from where no office is", Coverage, &[FREE], |d| d.cover("A", "D")),
        decision("a host is covered from elsewhere", Coverage, &["span.countries={}"], |d| {
            d.cover("C", "B");
            d.set_posts("B", 3);
        }),
        decision("a place that needs no coverage is covered", Coverage, &[], |d| d.cover("X", "G")),
        decision("an office stands where none may", Coverage, &[], |d| {
            d.open("E", "branch_office", Some("F"), 1);
        }),
        decision("an office stands where none of its tier may", Coverage, &[FREE], |d| {
            d.open("A", "head_office", None, 2);
        }),
        decision("a branch reports to nobody", Nesting, &[], |d| d.report_to("C", None)),
        decision("a branch reports to a branch", Nesting, &[], |d| {
            d.open("D", "branch_office", Some("C"), 1);
        }),
        decision("a branch reports to a site without an office", Nesting, &[], |d| {
            d.report_to("C", Some("D"));
        }),
        decision("a branch reports to itself", Nesting, &[], |d| d.report_to("G", Some("G"))),
        decision("a head office reports to a branch", Nesting, &[], |d| d.report_to("F", Some("G"))),
        decision(
            "a head office reports to a head office",
            Nesting,
            &["region.state=off", "span.area.max=9", "count.tiers.head_office.min=2"],
            |d| {
                d.report_to("F", Some("B"));
            },
        ),
    ]
}

fn places() -> Vec<Case> {
    const WEST_FOR_E: &str = r#"region.cover_exceptions=[{"country":"A","region":"E"}]"#;
    vec![
        decision("a country is covered from another region", Region, &[], |d| {
            d.cover("E", "C");
            d.set_posts("C", 3);
        }),
        decision("a branch reports to another region", Region, &["contiguity.state=off"], |d| {
            d.report_to("C", Some("F"));
        }),
        decision("a country is too far from its office", Reach, &[FREE, "reach.max_km=1500"], |d| {
            d.cover("A", "C");
            d.set_posts("C", 3);
        }),
        decision("a country is cut off from its area", Contiguity, &[FREE, WEST_FOR_E], |d| {
            d.cover("A", "F");
            d.set_posts("F", 3);
        }),
        decision("a country is cut off from its remit", Contiguity, &["contiguity.remits=true"], |d| {
            d.cover("D", "B");
            d.set_posts("B", 3);
        }),
        decision("a country shares no language with its office", Language, &[], |d| {
            d.cover("H", "F");
            d.set_posts("F", 3);
        }),
        decision("a required pair is not followed", Accreditation, &[], |d| {
            d.cover("A", "C");
            d.set_posts("C", 3);
        }),
        decision(
            "a forbidden pair is used",
            Accreditation,
            &[r#"accreditation.forbidden=[{"country":"D","office":"D","reason":"to show the rule"}]"#],
            |d| d.open("D", "branch_office", Some("B"), 1),
        ),
    ]
}

fn numbers() -> Vec<Case> {
    vec![
        decision("too few offices", Count, &["count.offices.min=4", UNKEPT], |d| d.close("C", "B")),
        decision("too many offices", Count, &["count.offices.max=4"], |d| {
            d.open("D", "branch_office", Some("B"), 1);
        }),
        decision("too many offices of a tier", Count, &["count.tiers.branch_office.max=2"], |d| {
            d.open("D", "branch_office", Some("B"), 1);
        }),
        decision("too many offices in a region", Count, &["count.regions.W.offices.max=2"], |d| {
            d.open("D", "branch_office", Some("B"), 1);
        }),
        decision(
            "too many offices of a tier in a region",
            Count,
            &["count.regions.W.tiers.branch_office.max=1"],
            |d| d.open("D", "branch_office", Some("B"), 1),
        ),
        decision("posts that do not carry the workload", Capacity, &[], |d| d.set_posts("B", 1)),
        decision("a remit below the floor", Capacity, &["capacity.floors.branch_office=8"], |d| {
            d.cover("D", "B");
            d.set_posts("B", 3);
        }),
        decision("too many posts in an office", Posts, &[], |d| d.set_posts("B", 7)),
        decision("too few posts in an office", Posts, &["posts.offices.branch_office.min=2"], |d| {
            d.open("D", "branch_office", Some("B"), 1);
        }),
        decision("too many posts in a region", Posts, &["posts.regions.W.max=4"], |d| d.set_posts("B", 4)),
        decision("too many posts in all", Posts, &["posts.total.max=8"], |d| d.set_posts("F", 3)),
        decision("too many new posts", Posts, &["posts.new.max=1"], |d| d.set_posts("F", 6)),
        decision("too much cash in all", Budget, &["budget.total.max=460000"], |d| d.set_posts("B", 6)),
        decision("too much cash in a region", Budget, &["budget.regions.E.max=230000"], |d| {
            d.set_posts("F", 6);
        }),
        decision("too many subordinates", Span, &["span.subordinates.head_office.max=1"], |d| {
            d.open("D", "branch_office", Some("B"), 1);
        }),
        decision("too few subordinates", Span, &["span.subordinates.head_office.min=1", UNKEPT], |d| {
            d.close("C", "B");
        }),
        decision("too many countries in a remit", Span, &["span.countries.head_office.max=2"], |d| {
            d.cover("D", "B");
            d.set_posts("B", 3);
        }),
        decision("too many countries in an area", Span, &["span.area.max=4", "region.state=off"], |d| {
            d.cover("E", "C");
            d.set_posts("C", 3);
        }),
    ]
}

fn strength() -> Vec<Case> {
    const SETTLED: &str = r#"accreditation.required=[{"country":"A","office":"B","reason":"drawn up"},{"country":"D","office":"C","reason":"drawn up"}]"#;
    vec![
        decision("a network below its score", Scorecard, &["scorecard.network=75"], |d| {
            d.cover("D", "B");
            d.set_posts("B", 3);
        }),
        decision("an office below its score", Scorecard, &["scorecard.offices=65"], |d| {
            d.cover("D", "B");
            d.set_posts("B", 3);
        }),
        decision("posts with too little to do", Balance, &[], |d| d.set_posts("B", 5)),
        decision("posts with too much to do", Balance, &["balance.band.max=9.4", SETTLED], |d| {
            d.set_posts("B", 2);
        }),
        decision(
            "no office has the posts to act for another",
            Continuity,
            &[
                "organisation.staffing.acting_share.value=0.5",
                r#"hosts.any_tier.countries=["B","C","F","G"]"#,
                SETTLED,
            ],
            |d| d.set_posts("B", 2),
        ),
        decision(
            "no office speaks the language of another",
            Continuity,
            &[r#"retention.keep=[{"office":"G","reason":"to have a branch in the east"}]"#],
            |d| d.close("C", "B"),
        ),
    ]
}

/// A head office decides 0.7 of the work of its remit, a branch 0.5, and 0.8 together with the head office
/// above it.
fn authority() -> Vec<Case> {
    fn to_the_branch(d: &mut super::Draft) {
        d.cover("A", "C");
        d.set_posts("C", 3);
    }
    vec![
        decision(
            "too little is decided by the covering office",
            Decentralisation,
            &[FREE, "decentralisation.local.min=0.6"],
            to_the_branch,
        ),
        decision(
            "too little is decided by the covering offices of a region",
            Decentralisation,
            &[FREE, "decentralisation.regions.W.local.min=0.6"],
            to_the_branch,
        ),
        decision(
            "too little is decided in the field",
            Decentralisation,
            &["decentralisation.field.min=0.75"],
            |d| {
                d.cover("D", "B");
                d.set_posts("B", 3);
            },
        ),
        decision(
            "too little is decided in the field of a region",
            Decentralisation,
            &["decentralisation.regions.W.field.min=0.75"],
            |d| {
                d.cover("D", "B");
                d.set_posts("B", 3);
            },
        ),
    ]
}

/// A branch may be at a desk, with three posts and two countries at most.
fn housing() -> Vec<Case> {
    vec![
        decision("too many offices in an arrangement", Arrangement, &["arrangement.total.desk.max=0"], |d| {
            d.house("C", "desk");
        }),
        decision("too few offices in an arrangement", Arrangement, &["arrangement.total.desk.min=1"], |d| {
            d.house("C", "premises");
        }),
        decision(
            "too many offices in an arrangement in a region",
            Arrangement,
            &["arrangement.regions.W.desk.max=0"],
            |d| d.house("C", "desk"),
        ),
        decision("an arrangement that cannot be had at the site", Arrangement, &[], |d| d.house("G", "desk")),
        decision("more posts than a desk takes", Coverage, &[], |d| {
            d.house("C", "desk");
            d.set_posts("C", 4);
        }),
        decision("more countries than a desk takes", Coverage, &[FREE], |d| {
            d.house("C", "desk");
            d.cover("A", "C");
            d.set_posts("C", 3);
        }),
        decision("a head office at a desk", Coverage, &[], |d| d.house("B", "desk")),
    ]
}

fn changes() -> Vec<Case> {
    const AT_TIER: &str =
        r#"retention.keep=[{"office":"G","tier":"branch_office","reason":"to show the rule"}]"#;
    const CLOSE: &str = r#"retention.close=[{"office":"D","reason":"to show the rule"}]"#;
    vec![
        decision("a site that is kept is closed", Retention, &[], |d| d.close("C", "B")),
        decision(
            "a site is kept at another tier",
            Retention,
            &[AT_TIER, r#"hosts.tiers.head_office.countries=["B","F","G"]"#],
            |d| {
                d.set_tier("G", "head_office");
                d.report_to("G", None);
            },
        ),
        decision("a site that is closed is open", Retention, &[CLOSE], |d| {
            d.open("D", "branch_office", Some("B"), 1);
        }),
        decision("too many closures", Retention, &["retention.max_closures=0", UNKEPT], |d| {
            d.close("C", "B");
        }),
        decision("too many openings", Retention, &["retention.max_openings=0"], |d| {
            d.open("D", "branch_office", Some("B"), 1);
        }),
        decision("too many moves", Retention, &["retention.max_moves=0"], |d| {
            d.cover("D", "B");
            d.set_posts("B", 3);
        }),
    ]
}
