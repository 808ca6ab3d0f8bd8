"""Words are the same words however they are spelt."""

import pytest

from registry.search.domain.words import MAX_WORDS, fold, indexed, plain, question, words


def forms(text: str) -> list[str]:
    return [word.form for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Århus", "Aarhus"),
        ("ÅRHUS", "aarhus"),
        ("Ærø", "aeroe"),
        ("S.T. Screen", "ST Screen"),
        ("s.t screen", "ST Screen"),
        ("a.m.b.a.", "AMBA"),
        ("Bøgely A/S", "Boegely AS"),
        ("Café Bøgely", "Cafe Bøgely"),
        ("Ole's Have", "Oles have"),
        ("Have-&-Park", "have park"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("re\u00adngøring", "rengøring"),
        ("A\u030arhus", "Århus"),
    ],
)
def test_two_spellings_are_one(one, other):
    assert plain(one) == plain(other)


def test_an_abbreviation_is_not_taken_for_the_end_of_a_sentence():
    assert forms("Vi gør rent. Og vasker.") == ["vi", "goer", "rent", "og", "vasker"]


def test_numbers_with_points_stay_apart():
    assert forms("1.234,5 m2") == ["1", "234", "5", "m2"]


@pytest.mark.parametrize("asked", ["køkken", "køkkenet", "KØKKENER", "koekken"])
@pytest.mark.parametrize("written", ["Køkkenet i Bøgely", "Et køkken", "køkkener"])
def test_forms_of_a_word_find_each_other(asked, written):
    (word,) = question(asked)
    tokens = indexed(written)
    assert any(token == word.stem or token.startswith(word.form) for token in tokens) or word.stem in tokens


def test_a_question_drops_words_that_say_nothing_but_not_all_of_them():
    assert [word.form for word in question("rengøring af den skole")] == ["rengoering", "skole"]
    assert [word.form for word in question("på og i")] == ["paa", "og", "i"]


def test_a_question_is_short():
    assert len(question(" ".join(f"ord{n}" for n in range(100)))) == MAX_WORDS


@pytest.mark.parametrize("text", ["", "   ", "***", "\x00", "()", '""', "-", "🙂", "\u0301"])
def test_signs_alone_are_no_words(text):
    assert words(text) == []
    assert question(text) == []


def test_other_scripts_are_words_too():
    assert forms("Привет 世界") == ["привет", "世界"]


def test_folding_leaves_nothing_but_letters_digits_and_blanks_of_a_name():
    assert fold("ÅÆØåæøÄÖÜß") == "aaaeoeaaaeoeaeoeyss"


def test_words_never_carry_anything_that_a_store_reads_as_syntax():
    for word in words('a\'b "c" d:* & | ! <-> NEAR(e f) {x} ^g h* \\i \x00j %k _l'):
        assert word.form.isalnum()
        assert word.stem.isalnum()
