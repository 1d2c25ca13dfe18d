//! The same comparison in every format.

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use super::{Plans, json, purview};

/// Two offices against three.
fn compared(plans: &Plans) -> (String, String) {
    (plans.solve("first.json", &[]), plans.solve("this.json", &["count.offices.max=3"]))
}

/// Where the temporary folder is differs from run to run.
fn settings(plans: &Plans) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(&plans.path(""), "");
    settings
}

#[test]
fn on_a_terminal() {
    let plans = Plans::new();
    let (first, this) = compared(&plans);
    settings(&plans).bind(|| insta::assert_snapshot!(purview(&["compare", &first, &this, "--attribute"])));
}

#[test]
fn as_markdown() {
    let plans = Plans::new();
    let (first, this) = compared(&plans);
    settings(&plans).bind(|| insta::assert_snapshot!(purview(&["compare", &first, &this, "--to", "md"])));
}

#[test]
fn as_csv() {
    let plans = Plans::new();
    let (first, this) = compared(&plans);
    let folder = plans.path("tables");
    purview(&["compare", &first, &this, &first, "--to", "csv", "-o", &folder]);
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    names.sort();
    let mut text = String::new();
    for path in names {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        text.push_str(&format!("# {name}\n{}\n", std::fs::read_to_string(&path).expect("a table")));
    }
    settings(&plans).bind(|| insta::assert_snapshot!(text));
    let costs = purview(&["compare", &first, &this, &first, "--to", "csv", "--table", "costs"]);
    assert!(text.contains(&costs));
}

#[test]
fn as_json_by_the_published_schema() {
    let plans = Plans::new();
    let (first, this) = compared(&plans);
    let schema: Value = serde_json::from_str(&purview(&["schema", "comparison"])).expect("JSON");
    jsonschema::meta::validate(&schema).expect("a schema fits the schema of schemas");
    let validator = jsonschema::validator_for(&schema).expect("a sound schema");
    let whole = json(&[&first, &this, &first, "--attribute"]);
    let mistakes: Vec<String> = validator.iter_errors(&whole).map(|e| e.to_string()).collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    assert_eq!(whole["schema_version"], 1);
    for key in ["units", "first", "others"] {
        let mut less = whole.clone();
        less.as_object_mut().expect("an object").remove(key);
        assert!(!validator.is_valid(&less), "without {key}");
    }
}

#[test]
fn as_a_page_that_loads_nothing() {
    let plans = Plans::new();
    let (first, this) = compared(&plans);
    let path = plans.path("page.html");
    purview(&["compare", &first, &this, "-o", &path]);
    let page = std::fs::read_to_string(&path).expect("a page");
    for loads in ["<script", "<link", "<img", "src=", "@import", "url(", "http://", "https://"] {
        assert!(!page.contains(loads), "{loads}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains("<td class=\"number\">−2,000</td>"));
    let text =
        page.split("<main").nth(1).expect("the tables").replace("&#x2f;", "/").replace(&plans.path(""), "");
    insta::assert_snapshot!(text);
}

#[test]
fn names_in_a_page_are_text() {
    let plans = Plans::new();
    let (first, this) = compared(&plans);
    let text = std::fs::read_to_string(&this).expect("a plan");
    std::fs::write(&this, text.replace("\"tutorial\"", "\"<script>alert(1)</script> | *x*\"")).expect("room");
    let page = purview(&["compare", &first, &this, "--to", "html"]);
    assert!(!page.contains("<script"), "escaped");
    let page = purview(&["compare", &first, &this, "--to", "md"]);
    assert!(page.contains(r"\<script\>alert(1)\</script\> \| \*x\*"), "{page}");
}

#[test]
fn as_a_workbook_that_another_library_reads() {
    let plans = Plans::new();
    let (first, this) = compared(&plans);
    let path = plans.path("book.xlsx");
    purview(&["compare", &first, &this, &first, "-o", &path]);
    let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
    let names = [
        "plans",
        "summary",
        "offices",
        "countries",
        "costs",
        "regions",
        "components-by-region",
        "rules",
        "limits",
    ];
    assert_eq!(book.sheet_names(), names);
    let costs = book.worksheet_range("costs").expect("a sheet");
    let text = |cell: &Data| cell.to_string();
    let header: Vec<String> = costs.rows().next().expect("a header").iter().map(text).collect();
    assert_eq!(header, ["plan", "component", "kind", "first", "this", "difference"]);
    let totals: Vec<_> = costs.rows().filter(|row| text(&row[1]) == "total").collect();
    let amounts: Vec<Vec<&Data>> = totals.iter().map(|row| row[3..].iter().collect()).collect();
    let number = Data::Float;
    assert_eq!(amounts[0], [&number(238_000.0), &number(236_000.0), &number(-2000.0)]);
    assert_eq!(amounts[1], [&number(238_000.0), &number(238_000.0), &number(0.0)]);
    let again = plans.path("again.xlsx");
    purview(&["compare", &first, &this, &first, "-o", &again]);
    assert_eq!(
        std::fs::read(&path).expect("a file"),
        std::fs::read(&again).expect("a file"),
        "byte for byte"
    );
}
