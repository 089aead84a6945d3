//! How sure a claim is, and whether what was said before leaves room for it.

use super::candidate::Candidate;
use super::clause::Window;
use super::lexicon::Kind;
use super::reading::Reading;
use super::{Certainty, Claim};
use crate::figure::Figure;

impl Reading<'_, '_> {
    /// What unit, section and the words around leave open of a figure by its best name.
    pub(super) fn certainty(
        &self,
        n: usize,
        figure: &Figure,
        window: &Window,
        head: Option<(usize, usize)>,
        best: &Candidate,
        chain: &[Candidate],
    ) -> Certainty {
        let (clauses, lexicon, name) = (self.clauses, &self.linker.lexicon, &best.range);
        if best.kind == Kind::Loose || clauses.within_the_year(n) {
            return Certainty::Loose;
        }
        let inside = self.topic.allows(lexicon.part_of(best.row));
        let under_head = head.is_some_and(|head| lexicon.is_under(best.row, head));
        // In 总体情况 and the like any indicator may be spoken of, if plainly.
        let general = self.topic.parts.is_empty()
            && clauses.of(n).discloses
            && clauses.gap(window, name) <= 1;
        let plain =
            best.kind > Kind::Loose && (inside || general) && !clauses.says_by_a_way(window);
        let placed = under_head || plain && !best.inherited || self.of_the_same_row(n, best);
        let narrowed = || {
            clauses.joined_to_more(window, chain.first().map(|link| &link.range))
                || clauses.attributed(window, name)
                || clauses.is_padded(name)
                || clauses.is_of_a_topic(window, name)
                || clauses.is_put_out(window, name)
                || clauses.is_done_on_line(window, name)
                || clauses.is_of_an_occasion(window, name)
                || clauses.is_of_a_review_of_papers(name)
                || clauses.leads_to_its_head(window, name)
        };
        let told_of_others = || {
            self.is_told_of_another(n, best)
                || clauses.told_of_a_government(window, name)
                || clauses.received_for_review(window, name)
                || self.is_wider_than_its_office(window)
                || self.goes_on_in_doubt(n)
                || self.is_under(n, best, |above| above == Certainty::Narrowed)
                || self.of_a_subset(n, figure, best)
                || self.follows_an_unknown(n, best.row)
        };
        let is_in_doubt = || {
            clauses.of(n).in_doubt
                || clauses.in_apposition(window, name)
                || clauses.holds_more(n)
                || self.follows_a_doubt(n, best.row)
                || self.is_under(n, best, |above| above < Certainty::Qualified)
                || best.inherited && clauses.totals_within(window)
                || self
                    .linker
                    .scopes
                    .follows_a_level(self.said, clauses, n, window)
        };
        if narrowed() || told_of_others() {
            Certainty::Narrowed
        } else if !best.exact_unit || !placed || is_in_doubt() {
            Certainty::Doubtful
        } else if clauses.qualified(window, name) {
            Certainty::Qualified
        } else {
            Certainty::Certain
        }
    }

    /// Whether a claim says something that was not said before, or says it of the whole.
    pub(super) fn stands_beside_the_others(
        &self,
        n: usize,
        window: &Window,
        best: &Candidate,
        claim: &Claim,
    ) -> bool {
        // 政府网站公开24105条，其中部门网站公开14235条: a kind of its own, not the whole once more.
        // 省政府门户网站公开3.8万条，全省政府网站公开142.6万条: the whole itself.
        let before = self.states_before(n, claim).next();
        // 办理15件（含上年结转1件），14件按时答复: what was to be done, and what was.
        let repeated = before.is_some() && !before.is_some_and(|k| self.is_to_be_done(k, best));
        let whole = claim.certainty > Certainty::Loose
            && !self.clauses.goes_on(self.clauses.sentence(n))
            && self.says_the_whole(window);
        // 收到申请413件。……会商疑难申请31件: said plainly before, and now with words that narrow it.
        // 公开5217条。累计公开31264条: and now of more years.
        let doubted = matches!(claim.certainty, Certainty::Doubtful | Certainty::Narrowed);
        let said = (doubted || self.clauses.adds_up_years(window))
            && best.range.end <= window.left.end
            && self.stated.contains(&claim.cells);
        let part = before.is_some_and(|k| self.are_parts_of_one(k, claim));
        !repeated && !said || whole || part
    }
}
