"""What the seed says in one language only: its English reasons in Vietnamese, its Vietnamese measures in English."""

MEASURES = {
    "%": "%",
    "TTHC": "procedures",
    "DVCTT": "online services",
    "hồ sơ": "dossiers",
    "sở": "departments",
    "đơn vị": "units",
    "văn bản": "documents",
    "văn bản/ngày": "documents a day",
    "hộp thư": "mailboxes",
    "thư": "mails",
    "lượt": "times",
    "chứng thư": "certificates",
    "hệ thống": "systems",
    "mức độ": "level",
    "CSDL": "databases",
    "điểm cầu": "sites",
    "cấp": "levels",
    "trung tâm": "centre",
    "công việc": "tasks",
    "câu hỏi": "questions",
    "dịch vụ": "services",
    "thủ tục": "procedures",
    "trang": "sites",
    "tin bài": "articles",
    "hạng": "rank",
    "bậc": "places",
    "giờ/ngày": "hours a day",
    "máy": "machines",
    "tài khoản": "accounts",
    "tổ": "teams",
    "người": "people",
    "camera": "cameras",
    "cuộc họp": "meetings",
    "lần": "times",
    "chỉ tiêu": "targets",
    "xã": "communes",
    "phường": "wards",
}
"""Printed after a value. States and dates have no measure."""

_SUBJECTS = {
    "service count": "Số dịch vụ",
    "connected units": "Số đơn vị đã kết nối",
    "linked departments": "Số sở đã liên kết",
    "active procedures": "Số TTHC có phát sinh hồ sơ",
    "offered procedures": "Số TTHC đã triển khai",
    "document count": "Số văn bản",
    "databases": "Số cơ sở dữ liệu",
    "interlinked procedures": "Số TTHC liên thông",
    "issued certificates": "Số chứng thư số đã cấp",
    "online procedures": "Số TTHC trực tuyến",
    "completed tasks": "Số công việc đã hoàn thành",
    "integrated procedures": "Số thủ tục đã tích hợp",
    "coded procedures": "Số thủ tục đã gán mã",
    "member sites": "Số trang thành phần",
    "article count": "Số tin bài",
    "records": "Số hồ sơ",
    "teams": "Số tổ công nghệ số",
    "members": "Số thành viên",
    "trainees": "Số người được đào tạo",
    "filings": "Số hồ sơ nộp trực tuyến",
}
_SLOW = {
    "the procedure catalogue": "danh mục thủ tục",
    "mailbox count": "số hộp thư",
    "system inventory": "danh mục hệ thống",
    "account count": "số tài khoản",
    "service count": "số dịch vụ",
    "headcount": "số nhân lực",
    "service share": "tỷ lệ dịch vụ",
}
_COMPARED = {
    "counter filings": "số hồ sơ nộp trực tiếp",
    "online filings": "số hồ sơ nộp trực tuyến",
    "dossier volume": "số lượng hồ sơ",
    "postal dossiers": "số hồ sơ qua bưu chính",
    "blocked mail": "số thư bị chặn",
    "assigned tasks": "số công việc được giao",
    "questions": "số câu hỏi",
    "attendance": "số lượt tham dự",
    "outgoing documents": "số văn bản đi",
    "meetings": "số cuộc họp",
}
_COVERED = {
    "portals": "các cổng, trang thông tin",
    "agencies": "các cơ quan",
    "one-stop systems": "các hệ thống một cửa",
    "staff": "cán bộ, công chức",
    "units": "các đơn vị",
    "services": "các dịch vụ",
    "officials": "cán bộ",
    "documents": "văn bản",
    "dossiers": "hồ sơ",
    "specialists": "cán bộ chuyên trách",
    "leaders": "lãnh đạo",
    "eligible services": "các dịch vụ đủ điều kiện",
}

_REASONS = {
    "497 services yielded 69 online dossiers: near-zero use; floor alerts on take-up collapse": (
        "497 dịch vụ chỉ phát sinh 69 hồ sơ trực tuyến: gần như không được sử dụng; "
        "ngưỡng sàn cảnh báo khi số hồ sơ sụt giảm"
    ),
    "Decision 766 item 3.3 gives full marks at 50 % online filing (formula document read in research)": (
        "Quyết định 766, mục 3.3: đạt điểm tối đa khi 50 % hồ sơ nộp trực tuyến (theo tài liệu công thức tính)"
    ),
    "Decision 766 item 3.3: full marks at 50 % online filing": (
        "Quyết định 766, mục 3.3: đạt điểm tối đa khi 50 % hồ sơ nộp trực tuyến"
    ),
    "Not alertable: milestone or presence only": "Không cảnh báo: chỉ là mốc thời gian hoặc sự hiện diện",
    "Only 16 of 866 procedures used the channel; below 2 % the channel is effectively dead": (
        "Chỉ 16/866 thủ tục sử dụng kênh này; dưới 2 % coi như kênh không hoạt động"
    ),
    "Baseline 18 %; a drop of 3 points is outside normal rounding": (
        "Mức nền 18 %; giảm 3 điểm phần trăm là vượt quá sai số làm tròn"
    ),
    "Baseline 20.9 %; same tolerance as receiving": "Mức nền 20,9 %; biên độ như tỷ lệ tiếp nhận",
    "System named without a figure: show as no-data and alert only when a bound feed goes silent": (
        "Hệ thống được nêu tên nhưng không có số liệu: hiển thị là chưa có dữ liệu, "
        "chỉ cảnh báo khi nguồn dữ liệu ngừng gửi"
    ),
    "Source claims over 90 %; 80 % is the next province's floor (Hậu Giang)": (
        "Nguồn nêu trên 90 %; 80 % là mức sàn của tỉnh kế tiếp (Hậu Giang)"
    ),
    "At baseline; below 90 % one in ten officials has no official mail": (
        "Đang ở mức nền; dưới 90 % nghĩa là cứ mười cán bộ có một người chưa có thư công vụ"
    ),
    "Baseline 7 888 per half year (about 43 a day); +50 % is an outbreak signal": (
        "Mức nền 7.888 lượt trong sáu tháng (khoảng 43 lượt/ngày); tăng 50 % là dấu hiệu bùng phát"
    ),
    "Certificates expire in batches; a 5 % fall means renewals were missed": (
        "Chứng thư số hết hạn theo đợt; giảm 5 % nghĩa là bỏ sót việc gia hạn"
    ),
    "Revocations normally creep; a burst is staff turnover or key compromise": (
        "Số thu hồi thường tăng chậm; tăng đột biến là do biến động nhân sự hoặc lộ khóa"
    ),
    "Baseline 10.8 %": "Mức nền 10,8 %",
    "Level should not regress": "Mức độ không được thụt lùi",
    "Full house 22/22; any loss is an outage": "Đã đủ 22/22; mất bất kỳ đơn vị nào là sự cố",
    "Full house 11/11; level abolished 1 July 2025, keep as history": (
        "Đã đủ 11/11; cấp huyện kết thúc từ 01/7/2025, giữ làm lịch sử"
    ),
    "Full house 195/195; 5 % loss is critical": "Đã đủ 195/195; mất 5 % là nghiêm trọng",
    "Each lost point is a site that cannot join": "Mỗi điểm cầu mất là một nơi không dự họp được",
    "Level link should not regress": "Số cấp liên thông không được thụt lùi",
    "Working-day baseline 4 640; near zero on a working day means the exchange axis is down": (
        "Mức nền ngày làm việc 4.640; gần bằng 0 trong ngày làm việc nghĩa là trục liên thông ngừng hoạt động"
    ),
    "No target in source; baseline 20.3 %, below 15 % services are being withdrawn": (
        "Nguồn không nêu chỉ tiêu; mức nền 20,3 %, dưới 15 % là dịch vụ đang bị rút bớt"
    ),
    "Single data centre: its loss is a provincial outage": (
        "Chỉ có một trung tâm dữ liệu: mất trung tâm là sự cố toàn tỉnh"
    ),
    "Baseline 90 %; 10 points lower stops one-stop intake in communes": (
        "Mức nền 90 %; giảm 10 điểm phần trăm thì cấp xã không tiếp nhận được hồ sơ một cửa"
    ),
    "Lower end of the stated range": "Cận dưới của khoảng số liệu được nêu",
    "Full house 26/26": "Đã đủ 26/26",
    "Full house 65/65; 5 % loss is critical": "Đã đủ 65/65; mất 5 % là nghiêm trọng",
    "Growth beyond double the baseline points to duplicates in the feed": (
        "Tăng quá hai lần mức nền cho thấy nguồn dữ liệu bị trùng lặp"
    ),
    "As for incoming": "Như đối với văn bản đến",
    "Baseline 92.1 %; below 90 % more than one task in ten is late": (
        "Mức nền 92,1 %; dưới 90 % nghĩa là hơn một phần mười công việc trễ hạn"
    ),
    "Baseline backlog 199 = 2 527 - 2 328": "Mức tồn nền 199 = 2.527 - 2.328",
    "All 65 communes are in": "Đã đủ 65 xã, phường, thị trấn",
    "Uncoded procedures cannot sync to the national portal, which counts in 766 item 1.4": (
        "Thủ tục chưa gán mã không đồng bộ được với Cổng Dịch vụ công quốc gia; tính điểm tại mục 1.4, Quyết định 766"
    ),
    "Sites should not go dark": "Các trang không được ngừng hoạt động",
    "District tier ended 1 July 2025, keep as history": "Cấp huyện kết thúc từ 01/7/2025, giữ làm lịch sử",
    "Slipping out of the top 15 of 63": "Tụt khỏi nhóm 15/63",
    "Negative = fell in the ranking": "Số âm nghĩa là tụt hạng",
    "Page furniture of the scraped site, kept for completeness; do not show as a province KPI": (
        "Bộ đếm của trang web nguồn, giữ cho đầy đủ; không phải chỉ tiêu của tỉnh"
    ),
    "24x7 service promised: any gap is downtime": "Cam kết vận hành 24/7: thiếu giờ nào là ngừng dịch vụ giờ đó",
    "Loss of 2 of 15 hosts endangers 40 virtual machines": "Mất 2/15 máy chủ vật lý đe dọa 40 máy ảo",
    "10 % of virtual machines down": "10 % máy ảo ngừng hoạt động",
    "Seven named services; one silent = one integration down": (
        "Bảy dịch vụ được nêu tên; một dịch vụ ngừng gửi là mất một kết nối"
    ),
    "Full house 8/8; district tier ended 1 July 2025, keep as history": (
        "Đã đủ 8/8; cấp huyện kết thúc từ 01/7/2025, giữ làm lịch sử"
    ),
    "Full house 75/75; 5 % loss is critical": "Đã đủ 75/75; mất 5 % là nghiêm trọng",
    "Source claims over 80 %; lowest of the provinces": "Nguồn nêu trên 80 %; thấp nhất trong các tỉnh",
    "Fewer than half complete; below 40 % quality is falling as records are added": (
        "Chưa đến một nửa hồ sơ hoàn chỉnh; dưới 40 % là chất lượng giảm khi bổ sung hồ sơ"
    ),
    "766 item 4.2: full marks at 80 %": "Quyết định 766, mục 4.2: đạt điểm tối đa ở mức 80 %",
    "766 item 4.2: full marks at 80 %; already below critical": (
        "Quyết định 766, mục 4.2: đạt điểm tối đa ở mức 80 %; hiện đã dưới mức nghiêm trọng"
    ),
    "Level 2 should shrink as services move up": "Mức độ 2 phải giảm khi dịch vụ được nâng mức",
    "766 item 3.1: full marks at 80 % of procedures online": (
        "Quyết định 766, mục 3.1: đạt điểm tối đa khi 80 % thủ tục trực tuyến"
    ),
    "Baseline 71.9 %; national integration drives 766 item 1.4": (
        "Mức nền 71,9 %; tích hợp lên Cổng quốc gia quyết định điểm mục 1.4, Quyết định 766"
    ),
    "Survey value; slow mover": "Số liệu khảo sát; biến động chậm",
    "Baseline 20 %; must rise under Project 06": "Mức nền 20 %; phải tăng theo Đề án 06",
    "Baseline": "Mức nền",
    "Long An's target is 80 %; baseline 90 %": "Chỉ tiêu của Long An là 80 %; mức nền 90 %",
    "Lower end of range": "Cận dưới của khoảng số liệu",
    "3 of 61 cameras dark is a maintenance call, 9 is a network or power fault": (
        "Mất 3/61 camera thì cần bảo trì, mất 9 là sự cố mạng hoặc điện"
    ),
    "Baseline 99.29 %; below 97 % unsigned paper is returning": (
        "Mức nền 99,29 %; dưới 97 % là văn bản giấy chưa ký số đang quay lại"
    ),
    "Negative growth = services withdrawn": "Tăng trưởng âm nghĩa là dịch vụ bị rút bớt",
    "Baseline 99 %; 766 scores 20 points x rate, so 95 % already costs one point": (
        "Mức nền 99 %; Quyết định 766 tính 20 điểm × tỷ lệ, nên 95 % đã mất một điểm"
    ),
    "Below 1 = fewer than last year": "Dưới 1 nghĩa là ít hơn năm trước",
    "Round-the-clock monitoring promised": "Cam kết giám sát suốt ngày đêm",
    "Gap to target": "Khoảng cách đến chỉ tiêu",
    "Pilot should not shrink": "Số đơn vị thí điểm không được giảm",
}


def reason_vi(reason: str) -> str:
    """The Vietnamese of one of the seed's reasons; ``KeyError`` names a reason that nobody has translated."""
    for subject, words in _SUBJECTS.items():
        pattern = f"Cumulative {subject} should never fall between readings; a fall is a feed reset or data loss"
        if reason == pattern:
            return f"{words} lũy kế không được giảm giữa hai lần đọc; giảm nghĩa là nguồn bị đặt lại hoặc mất dữ liệu"
    for subject, words in _SLOW.items():
        if reason.startswith("No target in source; ") and f"; {subject} changes slowly, so a jump" in reason:
            return f"Nguồn không nêu chỉ tiêu; {words} biến động chậm nên tăng vọt thường là lỗi dữ liệu"
    for subject, words in _COMPARED.items():
        if reason.startswith(f"No target in source; compare {subject} with the same period before"):
            return f"Nguồn không nêu chỉ tiêu; so sánh {words} với cùng kỳ trước, cảnh báo khi chênh lệch bất thường"
    for subject, words in _COVERED.items():
        if reason == f"Source reports complete coverage of {subject}; any unit missing is a regression":
            return f"Nguồn báo cáo đã phủ đủ {words}; thiếu bất kỳ đơn vị nào là thụt lùi"
    return _REASONS[reason]
