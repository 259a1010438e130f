"""Parameters that trackers add to shared links: no question of anybody who follows one.

Pages, cards and oEmbed pass over them. The API, reconciliation and assistants refuse them as any
other unknown parameter: programs write their URLs themselves.
"""

import re
from urllib.parse import unquote_plus

# By who adds them; letter case makes no difference.
_NAMES = frozenset(
    name
    for names in (
        # Google, its advertisements and its translations
        "gclid gclsrc gbraid wbraid dclid gad gad_source gad_campaignid srsltid",
        # Meta: Facebook, Instagram
        "fbclid fbc_id fb_action_ids fb_action_types fb_source fb_ref mibextid sfnsn extid xmt "
        "igsh igshid ig_mid ig_rid",
        # Microsoft, X, TikTok, LinkedIn, Pinterest, Reddit, Snapchat, Yahoo, WeChat
        "msclkid twclid __twitter_impression ref_src ref_url ttclid tt_medium tt_content li_fat_id "
        "li_medium li_source rcm lipi "
        "trk epik rdt_cid sccid guccounter guce_referrer guce_referrer_sig soc_src soc_trk "
        "isappinstalled nsukey wechat_redirect",
        # Yandex and others from Russia
        "yclid ysclid ymclid yadclid yadordid _openstat openstat rb_clickid vk_ref",
        # Letters by mail: Mailchimp, HubSpot, Marketo, Klaviyo, Drip, Vero and others
        "mc_cid mc_eid mc_tc mkt_tok hsctatracking _kx _ke __s vero_id vero_conv oly_anon_id "
        "oly_enc_id ml_subscriber ml_subscriber_hash dm_i vgo_ee nr_email_referer _bta_tid _bta_c "
        "ck_subscriber_id hss_channel "
        "mindbox-message-key mindbox-click-id hsa_acc hsa_cam hsa_grp hsa_ad hsa_src hsa_tgt "
        "hsa_kw hsa_mt hsa_net hsa_ver",
        # Shops of advertisements, and analytics
        "s_kwcid s_cid ef_id wickedid wickedsource irclickid cjevent dicbo tblci iclid icid cmpid "
        "_branch_match_id _branch_referrer xtor wt_mc wt.mc_id spm unicorn_click_id gdfms gdftrk "
        "gdffi",
        # What sites and players add to say where a link was copied
        "si ref _gl",
    )
    for name in names.split()
)
_PREFIXES = (
    *("utm_", "_ga", "ga_", "_x_tr_", "_hs", "__hs", "at_", "pk_", "mtm_", "piwik_"),
    *("matomo_", "sfmc_", "elq", "trk_", "bsft_", "ns_", "__cft__", "__tn__", "__xts__"),
)
# What an ampersand becomes where a link was copied from the source of a page, or twice over.
_ESCAPED = re.compile("^(?:amp;)+")


def is_tracker(name: str) -> bool:
    """Tell whether a parameter is one that trackers add, by its decoded name."""
    plain = _ESCAPED.sub("", name.strip().lower())
    return plain in _NAMES or plain.startswith(_PREFIXES)


def without_trackers(query: str) -> str:
    """Return the query of a URL without what trackers have added to it, the rest as it was."""
    parts = query.split("&")
    others = [part for part in parts if not _is_added(part)]
    return query if len(others) == len(parts) else "&".join(others)


def _is_added(part: str) -> bool:
    return is_tracker(unquote_plus(part.partition("=")[0]))
