<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi">
<context>
    <name>AlertPane</name>
    <message>
        <source>Choose an alert to see its course, what to do and who has taken note.</source>
        <translation>Chọn một cảnh báo để xem diễn biến, việc cần làm và người đã xác nhận.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Việc cần làm</translation>
    </message>
    <message>
        <source>Course of events</source>
        <translation>Diễn biến</translation>
    </message>
    <message>
        <source>Comment (optional), Enter acknowledges</source>
        <translation>Ghi chú (không bắt buộc), Enter để xác nhận</translation>
    </message>
    <message>
        <source>Comment on the acknowledgement</source>
        <translation>Ghi chú khi xác nhận</translation>
    </message>
    <message>
        <source>Acknowledge (Space)</source>
        <translation>Xác nhận (Space)</translation>
    </message>
    <message>
        <source>Transitions of the chosen alert</source>
        <translation>Các diễn biến của cảnh báo đang chọn</translation>
    </message>
    <message>
        <source>since %1 (%2)</source>
        <translation>từ %1 (%2)</translation>
    </message>
    <message>
        <source>occurrence %1</source>
        <translation>lần thứ %1</translation>
    </message>
    <message>
        <source>no longer on the list</source>
        <translation>không còn trong danh sách</translation>
    </message>
    <message>
        <source>No guidance has been written for this alert.</source>
        <translation>Cảnh báo này chưa có hướng dẫn xử lý.</translation>
    </message>
    <message>
        <source>Acknowledged by %1 at %2</source>
        <translation>%1 đã xác nhận lúc %2</translation>
    </message>
    <message>
        <source>Open the feed</source>
        <translation>Mở nguồn dữ liệu</translation>
    </message>
    <message>
        <source>Open the dossiers</source>
        <translation>Mở trang hồ sơ</translation>
    </message>
    <message>
        <source>Open the indicator</source>
        <translation>Mở chỉ số</translation>
    </message>
    <message>
        <source>raised %1</source>
        <translation>phát lúc %1</translation>
    </message>
    <message>
        <source>Course around the raise</source>
        <translation>Diễn biến quanh lúc phát cảnh báo</translation>
    </message>
</context>
<context>
    <name>AlertsModel</name>
    <message>
        <source>Level</source>
        <translation>Mức</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Từ lúc</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Nơi</translation>
    </message>
    <message>
        <source>Value · limit</source>
        <translation>Giá trị · ngưỡng</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Xác nhận</translation>
    </message>
    <message>
        <source>Comment, guidance</source>
        <translation>Ghi chú, hướng dẫn</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>chưa</translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message>
        <source>Alerts</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Tìm (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search alerts</source>
        <translation>Tìm cảnh báo</translation>
    </message>
    <message>
        <source>Active alerts</source>
        <translation>Cảnh báo đang hoạt động</translation>
    </message>
    <message>
        <source>History of all alerts</source>
        <translation>Lịch sử mọi cảnh báo</translation>
    </message>
    <message>
        <source>Active alerts or history</source>
        <translation>Cảnh báo đang hoạt động hoặc lịch sử</translation>
    </message>
    <message>
        <source>Active %1</source>
        <translation>Đang hoạt động %1</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Lịch sử</translation>
    </message>
    <message>
        <source>Show level: %1</source>
        <translation>Hiện mức: %1</translation>
    </message>
    <message>
        <source>Really acknowledge %1?</source>
        <translation>Xác nhận cả %1 cảnh báo?</translation>
    </message>
    <message>
        <source>Acknowledge all shown (%1)</source>
        <translation>Xác nhận tất cả đang hiện (%1)</translation>
    </message>
    <message>
        <source>No alert is active.</source>
        <translation>Không có cảnh báo nào đang hoạt động.</translation>
    </message>
    <message>
        <source>The filter hides all %1 alerts.</source>
        <translation>Bộ lọc đang ẩn toàn bộ %1 cảnh báo.</translation>
    </message>
    <message>
        <source>No transition to show.</source>
        <translation>Không có diễn biến nào để hiển thị.</translation>
    </message>
    <message>
        <source>The acknowledgement was not stored: %1. Try again.</source>
        <translation>Chưa lưu được xác nhận: %1. Hãy thử lại.</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>%1/%2 feeds</source>
        <translation>%1/%2 nguồn</translation>
    </message>
    <message>
        <source>Feeds: %1</source>
        <translation>Nguồn dữ liệu: %1</translation>
    </message>
    <message>
        <source>Active alerts, %1</source>
        <translation>Cảnh báo đang hoạt động, %1</translation>
    </message>
    <message>
        <source>sample data</source>
        <translation>dữ liệu mẫu</translation>
    </message>
    <message>
        <source>Simulated around published figures; not the state of any real place</source>
        <translation>Mô phỏng quanh các số liệu đã công bố; không phải hiện trạng của địa phương nào</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>Trình đơn (F10)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Trình đơn</translation>
    </message>
</context>
<context>
    <name>CameraPane</name>
    <message>
        <source>Status</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Id at the source</source>
        <translation>Mã tại nguồn</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Điểm lắp đặt</translation>
    </message>
    <message>
        <source>Latitude, longitude</source>
        <translation>Vĩ độ, kinh độ</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ luồng</translation>
    </message>
    <message>
        <source>Source time</source>
        <translation>Thời điểm tại nguồn</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Nhận lúc</translation>
    </message>
    <message>
        <source>%1, no longer in the feed</source>
        <translation>%1, nguồn không còn gửi</translation>
    </message>
    <message>
        <source>%1 (%2 ago)</source>
        <translation>%1 (%2 trước)</translation>
    </message>
</context>
<context>
    <name>CamerasModel</name>
    <message>
        <source>Status</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Điểm lắp đặt</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Cách đây</translation>
    </message>
</context>
<context>
    <name>ChartPanel</name>
    <message>
        <source>1 h</source>
        <translation>1 giờ</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 giờ</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 ngày</translation>
    </message>
    <message>
        <source>30 d</source>
        <translation>30 ngày</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 năm</translation>
    </message>
    <message>
        <source>Show the last %1</source>
        <translation>Hiện %1 gần nhất</translation>
    </message>
    <message>
        <source>Chart: the wheel zooms, Left and Right move the crosshair</source>
        <translation>Biểu đồ: lăn chuột để phóng to, phím Trái và Phải để dời con trỏ</translation>
    </message>
    <message>
        <source>Choose an indicator</source>
        <translation>Chọn một chỉ số</translation>
    </message>
    <message>
        <source>%1 indicators compared</source>
        <translation>So sánh %1 chỉ số</translation>
    </message>
    <message>
        <source>Different units of measure: every line has a scale of its own, read the values above.</source>
        <translation>Đơn vị đo khác nhau: mỗi đường có thang riêng, xem giá trị ở dòng trên.</translation>
    </message>
    <message>
        <source>The history could not be read: %1</source>
        <translation>Không đọc được lịch sử: %1</translation>
    </message>
    <message>
        <source>Point at the chart to read values.</source>
        <translation>Trỏ vào biểu đồ để đọc giá trị.</translation>
    </message>
</context>
<context>
    <name>DossiersPage</name>
    <message>
        <source>Dossiers</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Units ranked by M2, lowest first</source>
        <translation>Xếp hạng đơn vị theo M2, từ thấp đến cao</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Tìm (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search units</source>
        <translation>Tìm đơn vị</translation>
    </message>
    <message>
        <source>Units in the ranking</source>
        <translation>Các đơn vị trong bảng xếp hạng</translation>
    </message>
    <message>
        <source>Units with dossiers</source>
        <translation>Đơn vị có hồ sơ</translation>
    </message>
    <message>
        <source>Ranking of the units</source>
        <translation>Bảng xếp hạng đơn vị</translation>
    </message>
    <message>
        <source>All units</source>
        <translation>Tất cả đơn vị</translation>
    </message>
    <message>
        <source>Below the chosen unit</source>
        <translation>Trực thuộc đơn vị đang chọn</translation>
    </message>
</context>
<context>
    <name>FactsPanel</name>
    <message>
        <source>Target</source>
        <translation>Mục tiêu</translation>
    </message>
    <message>
        <source>Latest value</source>
        <translation>Mới nhất</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Chất lượng dữ liệu</translation>
    </message>
    <message>
        <source>%1 (%2 ago)</source>
        <translation>%1 (%2 trước)</translation>
    </message>
    <message>
        <source>Source time</source>
        <translation>Thời điểm tại nguồn</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Nhận lúc</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Nguồn dữ liệu</translation>
    </message>
    <message>
        <source>Numerator / denominator</source>
        <translation>Tử số / mẫu số</translation>
    </message>
    <message>
        <source>newest row rejected: %1</source>
        <translation>dòng mới nhất bị loại: %1</translation>
    </message>
    <message>
        <source>stale: nothing newer has come</source>
        <translation>cũ: chưa có dữ liệu mới hơn</translation>
    </message>
    <message>
        <source>nothing has been received</source>
        <translation>chưa nhận được dữ liệu</translation>
    </message>
    <message>
        <source>the source reports that it has no value</source>
        <translation>nguồn báo không có giá trị</translation>
    </message>
    <message>
        <source>the share does not follow from its numerator and denominator</source>
        <translation>tỷ lệ không khớp với tử số và mẫu số</translation>
    </message>
    <message>
        <source>Warning limit</source>
        <translation>Ngưỡng cảnh báo</translation>
    </message>
    <message>
        <source>Critical limit</source>
        <translation>Ngưỡng nghiêm trọng</translation>
    </message>
    <message>
        <source>Raised after</source>
        <translation>Phát cảnh báo sau</translation>
    </message>
    <message>
        <source>Reason of the limits</source>
        <translation>Căn cứ của ngưỡng</translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <translation>%1, tính đến %2</translation>
    </message>
    <message>
        <source>Published figure</source>
        <translation>Số liệu công bố</translation>
    </message>
    <message>
        <source>Published range</source>
        <translation>Khoảng công bố</translation>
    </message>
    <message>
        <source>Published fraction</source>
        <translation>Tử số / mẫu số công bố</translation>
    </message>
    <message>
        <source>Source file</source>
        <translation>Tệp nguồn</translation>
    </message>
    <message>
        <source>Note on the figure</source>
        <translation>Lưu ý về số liệu</translation>
    </message>
</context>
<context>
    <name>FeedPane</name>
    <message>
        <source>Poll now</source>
        <translation>Lấy dữ liệu ngay</translation>
    </message>
    <message>
        <source>Poll the chosen feed now</source>
        <translation>Lấy dữ liệu ngay từ nguồn đang chọn</translation>
    </message>
    <message>
        <source>Last document as received</source>
        <translation>Tài liệu cuối cùng, nguyên văn nhận được</translation>
    </message>
    <message>
        <source>Mapping of the feed</source>
        <translation>Ánh xạ của nguồn</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Các dòng bị loại</translation>
    </message>
    <message>
        <source>Last document</source>
        <translation>Tài liệu cuối</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>Ánh xạ</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>mỗi %1</translation>
    </message>
    <message>
        <source>Rejected rows (%1)</source>
        <translation>Dòng bị loại (%1)</translation>
    </message>
    <message>
        <source>No document of this feed has been kept.</source>
        <translation>Chưa lưu tài liệu nào của nguồn này.</translation>
    </message>
    <message>
        <source>Received %1</source>
        <translation>Nhận lúc %1</translation>
    </message>
    <message>
        <source>only the first %1 are shown</source>
        <translation>chỉ hiện %1 đầu tiên</translation>
    </message>
</context>
<context>
    <name>FeedsModel</name>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Nguồn dữ liệu</translation>
    </message>
    <message>
        <source>Last poll</source>
        <translation>Lần lấy cuối</translation>
    </message>
    <message>
        <source>Next poll</source>
        <translation>Lần lấy tới</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Độ trễ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Dung lượng</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Chấp nhận</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Bị loại</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Số lần lỗi</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 từ %2</translation>
    </message>
</context>
<context>
    <name>FeedsPage</name>
    <message>
        <source>Feeds</source>
        <translation>Nguồn dữ liệu</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Tìm (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search feeds</source>
        <translation>Tìm nguồn dữ liệu</translation>
    </message>
    <message>
        <source>Poll all now</source>
        <translation>Lấy tất cả ngay</translation>
    </message>
    <message>
        <source>All feeds</source>
        <translation>Tất cả nguồn dữ liệu</translation>
    </message>
    <message>
        <source>%1 of %2 feeds work</source>
        <translation>%1 trên %2 nguồn hoạt động tốt</translation>
    </message>
</context>
<context>
    <name>GaugePanel</name>
    <message>
        <source>Dossiers completed on time</source>
        <translation>Hồ sơ giải quyết đúng hạn</translation>
    </message>
    <message>
        <source>target %1</source>
        <translation>mục tiêu %1</translation>
    </message>
    <message>
        <source>lowest %1</source>
        <translation>thấp nhất %1</translation>
    </message>
    <message>
        <source>on time</source>
        <translation>đúng hạn</translation>
    </message>
    <message>
        <source>stale %1</source>
        <translation>cũ %1</translation>
    </message>
    <message>
        <source>by 766: %1</source>
        <translation>theo 766: %1</translation>
    </message>
    <message>
        <source>overdue: %1</source>
        <translation>quá hạn: %1</translation>
    </message>
    <message>
        <source>M2: on time among completed</source>
        <translation>M2: đúng hạn trên số đã giải quyết</translation>
    </message>
    <message>
        <source>M1: by Decision 766, item 2.1</source>
        <translation>M1: theo Quyết định 766, mục 2.1</translation>
    </message>
    <message>
        <source>M3: overdue among pending</source>
        <translation>M3: quá hạn trên số đang giải quyết</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Kỳ</translation>
    </message>
    <message>
        <source>Source time</source>
        <translation>Thời điểm tại nguồn</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Nhận lúc</translation>
    </message>
</context>
<context>
    <name>GoDialog</name>
    <message>
        <source>Go to</source>
        <translation>Đi tới</translation>
    </message>
    <message>
        <source>Page, alert, indicator, unit or camera</source>
        <translation>Trang, cảnh báo, chỉ số, đơn vị hoặc camera</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Kết quả tìm</translation>
    </message>
    <message>
        <source>page</source>
        <translation>trang</translation>
    </message>
    <message>
        <source>alert</source>
        <translation>cảnh báo</translation>
    </message>
    <message>
        <source>indicator</source>
        <translation>chỉ số</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>camera</translation>
    </message>
</context>
<context>
    <name>IndicatorsModel</name>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Hệ thống</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>Chỉ số</translation>
    </message>
    <message>
        <source>Latest value</source>
        <translation>Mới nhất</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>bị loại</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>chưa có dữ liệu</translation>
    </message>
    <message>
        <source>stale %1</source>
        <translation>cũ %1</translation>
    </message>
    <message>
        <source>%1 of %2 abnormal</source>
        <translation>%1 trên %2 bất thường</translation>
    </message>
</context>
<context>
    <name>IndicatorsPage</name>
    <message>
        <source>Indicators</source>
        <translation>Chỉ số</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Tìm (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search indicators</source>
        <translation>Tìm chỉ số</translation>
    </message>
    <message>
        <source>By system</source>
        <translation>Theo hệ thống</translation>
    </message>
    <message>
        <source>By unit</source>
        <translation>Theo đơn vị</translation>
    </message>
    <message>
        <source>Grouping of the tree</source>
        <translation>Cách nhóm cây chỉ số</translation>
    </message>
    <message>
        <source>Indicators: Enter compares</source>
        <translation>Danh sách chỉ số: Enter để so sánh</translation>
    </message>
    <message>
        <source>Clear the comparison</source>
        <translation>Bỏ so sánh</translation>
    </message>
    <message>
        <source>%1 of at most %2 compared</source>
        <translation>Đang so sánh %1, tối đa %2</translation>
    </message>
    <message>
        <source>Tick up to %2 indicators to compare them.</source>
        <translation>Đánh dấu tối đa %2 chỉ số để so sánh.</translation>
    </message>
    <message>
        <source>No more than %1 can be compared: take one out first.</source>
        <translation>Chỉ so sánh được tối đa %1 chỉ số: hãy bỏ bớt một chỉ số trước.</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Phím tắt</translation>
    </message>
    <message>
        <source>Arrows, Enter</source>
        <translation>Phím mũi tên, Enter</translation>
    </message>
    <message>
        <source>Walk through the tiles; open a tile or a group</source>
        <translation>Di chuyển giữa các ô chỉ số; mở ô hoặc nhóm</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Next control</source>
        <translation>Sang nút hoặc ô kế tiếp</translation>
    </message>
    <message>
        <source>Colour means abnormal: C critical, W warning, N notice. A dashed frame is stale data, hatching is no data.</source>
        <translation>Màu nghĩa là bất thường: C nghiêm trọng, W cảnh báo, N lưu ý. Khung nét đứt là dữ liệu cũ, gạch chéo là không có dữ liệu.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation>Bản đồ</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Camera giám sát</translation>
    </message>
    <message>
        <source>The map is being loaded</source>
        <translation>Đang tải bản đồ</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Tìm (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search cameras</source>
        <translation>Tìm camera</translation>
    </message>
    <message>
        <source>Only cameras with this status</source>
        <translation>Chỉ các camera có trạng thái này</translation>
    </message>
    <message>
        <source>Only cameras of this unit</source>
        <translation>Chỉ các camera của đơn vị này</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>Tất cả camera</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Every status</source>
        <translation>Mọi trạng thái</translation>
    </message>
    <message>
        <source>Every unit</source>
        <translation>Mọi đơn vị</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>Cameras</source>
        <translation>Camera giám sát</translation>
    </message>
    <message>
        <source>The map is being loaded</source>
        <translation>Đang tải bản đồ</translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s)</source>
        <translation>
            <numerusform>%n camera</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map of the cameras</source>
        <translation>Bản đồ camera</translation>
    </message>
    <message>
        <source>Load the map again</source>
        <translation>Tải lại bản đồ</translation>
    </message>
    <message>
        <source>The map could not be built: %1</source>
        <translation>Không dựng được bản đồ: %1</translation>
    </message>
    <message>
        <source>The map stopped again. Everything else goes on working.</source>
        <translation>Bản đồ lại dừng. Mọi phần khác vẫn hoạt động.</translation>
    </message>
    <message>
        <source>The map had stopped and was loaded again.</source>
        <translation>Bản đồ đã dừng và được tải lại.</translation>
    </message>
    <message>
        <source>A part of the map could not be loaded: %1</source>
        <translation>Không tải được một phần bản đồ: %1</translation>
    </message>
</context>
<context>
    <name>MetricsPanel</name>
    <message>
        <source>This unit has no dossier counts of its own: choose one below it.</source>
        <translation>Đơn vị này không có số liệu hồ sơ riêng: hãy chọn một đơn vị trực thuộc.</translation>
    </message>
    <message>
        <source>Period %1 · as of %2 (%3 ago)</source>
        <translation>Kỳ %1 · tính đến %2 (%3 trước)</translation>
    </message>
    <message>
        <source>score %1 of 20</source>
        <translation>%1 điểm trên 20</translation>
    </message>
    <message>
        <source>target %1</source>
        <translation>mục tiêu %1</translation>
    </message>
    <message>
        <source>overdue / pending</source>
        <translation>quá hạn / đang giải quyết</translation>
    </message>
    <message>
        <source>On-time completion</source>
        <translation>Giải quyết hồ sơ đúng hạn</translation>
    </message>
    <message>
        <source>by 766</source>
        <translation>theo 766</translation>
    </message>
    <message>
        <source>on time</source>
        <translation>đúng hạn</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>quá hạn</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>Trước hạn</translation>
    </message>
    <message>
        <source>On the due day</source>
        <translation>Đúng ngày hẹn trả</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Trễ hạn</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Đã giải quyết</translation>
    </message>
    <message>
        <source>Pending within due</source>
        <translation>Đang giải quyết, còn hạn</translation>
    </message>
    <message>
        <source>Pending overdue</source>
        <translation>Đang giải quyết, quá hạn</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Đang giải quyết</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Tiếp nhận</translation>
    </message>
    <message>
        <source>Why they differ: M1 counts all %1 received, and the %2 pending within due as on time; M2 counts only the %3 completed; M3 only the %4 pending, of which %5 are overdue.</source>
        <translation>Vì sao khác nhau: M1 tính trên toàn bộ %1 hồ sơ tiếp nhận và coi %2 hồ sơ đang giải quyết còn hạn là đúng hạn; M2 chỉ tính %3 hồ sơ đã giải quyết; M3 chỉ tính %4 hồ sơ đang giải quyết, trong đó %5 hồ sơ quá hạn.</translation>
    </message>
    <message>
        <source>Nothing has been completed, so M2 has no value.</source>
        <translation>Chưa giải quyết xong hồ sơ nào nên M2 không có giá trị.</translation>
    </message>
    <message>
        <source>The source prints %1 received, but its parts add up to %2: shown as received, not repaired.</source>
        <translation>Nguồn ghi tiếp nhận %1 nhưng các thành phần cộng lại là %2: hiển thị nguyên trạng, không tự sửa.</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Tổng quan</translation>
    </message>
    <message>
        <source>Find an indicator, a unit or a system (Ctrl+F)</source>
        <translation>Tìm chỉ số, đơn vị hoặc hệ thống (Ctrl+F)</translation>
    </message>
    <message>
        <source>Find an indicator</source>
        <translation>Tìm chỉ số</translation>
    </message>
</context>
<context>
    <name>RankingModel</name>
    <message>
        <source>Rank</source>
        <translation>Hạng</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Cấp</translation>
    </message>
    <message>
        <source>M2</source>
        <translation>M2</translation>
    </message>
    <message>
        <source>On time / completed</source>
        <translation>Đúng hạn / đã giải quyết</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Đang giải quyết</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Quá hạn</translation>
    </message>
    <message>
        <source>To get back to target</source>
        <translation>Để đạt mục tiêu</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>%1 dossiers</source>
        <translation>%1 hồ sơ</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>đã đạt</translation>
    </message>
    <message>
        <source>stale: nothing newer has come</source>
        <translation>cũ: chưa có dữ liệu mới hơn</translation>
    </message>
    <message>
        <source>nothing completed</source>
        <translation>chưa giải quyết xong hồ sơ nào</translation>
    </message>
    <message>
        <source>only %1 completed: not ranked</source>
        <translation>mới xong %1 hồ sơ: không xếp hạng</translation>
    </message>
    <message>
        <source>counts contradict the number received</source>
        <translation>số liệu thành phần không khớp số tiếp nhận</translation>
    </message>
    <message>
        <source>merged into %1</source>
        <translation>đã sáp nhập vào %1</translation>
    </message>
    <message>
        <source>%1 of %2, the best is 1</source>
        <translation>hạng %1 trên %2, hạng 1 là tốt nhất</translation>
    </message>
</context>
<context>
    <name>RejectsModel</name>
    <message>
        <source>Received</source>
        <translation>Nhận lúc</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>As received</source>
        <translation>Nguyên văn nhận được</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Acknowledge · Space</source>
        <translation>Xác nhận · Space</translation>
    </message>
    <message>
        <source>Acknowledge the first alert</source>
        <translation>Xác nhận cảnh báo đầu tiên</translation>
    </message>
    <message numerus="yes">
        <source>%n more not acknowledged</source>
        <translation>
            <numerusform>còn %n cảnh báo chưa xác nhận</numerusform>
        </translation>
    </message>
    <message>
        <source>No alert waits to be acknowledged</source>
        <translation>Không có cảnh báo nào chờ xác nhận</translation>
    </message>
</context>
<context>
    <name>TilePainter</name>
    <message>
        <source>no change</source>
        <translation>không đổi</translation>
    </message>
    <message>
        <source>under 24 h of data</source>
        <translation>chưa đủ 24 giờ</translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation>chưa có dữ liệu</translation>
    </message>
    <message>
        <source>source has no value</source>
        <translation>nguồn không có giá trị</translation>
    </message>
    <message>
        <source>stale %1</source>
        <translation>cũ %1</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 bị loại</translation>
    </message>
    <message numerus="yes">
        <source>%n abnormal</source>
        <translation>
            <numerusform>%n bất thường</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n indicator(s)</source>
        <translation>
            <numerusform>%n chỉ số</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not shown</source>
        <translation>
            <numerusform>%n đang ẩn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n normal</source>
        <translation>
            <numerusform>%n bình thường</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TileWall</name>
    <message>
        <source>Indicators by system</source>
        <translation>Chỉ số theo hệ thống</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Diễn biến</translation>
    </message>
</context>
<context>
    <name>TransitionsModel</name>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Mức</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Diễn biến</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Đối tượng</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Nơi</translation>
    </message>
    <message>
        <source>Value · limit</source>
        <translation>Giá trị · ngưỡng</translation>
    </message>
    <message>
        <source>Who, why</source>
        <translation>Người, lý do</translation>
    </message>
</context>
<context>
    <name>TrendPanel</name>
    <message>
        <source>M2 by day</source>
        <translation>M2 theo ngày</translation>
    </message>
    <message>
        <source>30 d</source>
        <translation>30 ngày</translation>
    </message>
    <message>
        <source>90 d</source>
        <translation>90 ngày</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 năm</translation>
    </message>
    <message>
        <source>Span of the trend</source>
        <translation>Khoảng thời gian của biểu đồ</translation>
    </message>
    <message>
        <source>No history yet</source>
        <translation>Chưa có lịch sử</translation>
    </message>
    <message>
        <source>Course of M2</source>
        <translation>Diễn biến M2</translation>
    </message>
    <message>
        <source>target %1 · warning below %2 · critical below %3</source>
        <translation>mục tiêu %1 · cảnh báo dưới %2 · nghiêm trọng dưới %3</translation>
    </message>
</context>
<context>
    <name>UnitTree</name>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>M2</source>
        <translation>M2</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Not acknowledged: %1. Press Space to try again.</source>
        <translation>Chưa xác nhận được: %1. Nhấn Space để thử lại.</translation>
    </message>
    <message>
        <source>sample data</source>
        <translation>dữ liệu mẫu</translation>
    </message>
</context>
<context>
    <name>_AlertLine</name>
    <message>
        <source>since %1</source>
        <translation>từ %1</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Acknowledge</source>
        <translation>Xác nhận cảnh báo</translation>
    </message>
    <message>
        <source>Poll all feeds now</source>
        <translation>Lấy dữ liệu mọi nguồn ngay</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>Tìm trong trang</translation>
    </message>
    <message>
        <source>Go to anything…</source>
        <translation>Đi tới…</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Toàn màn hình</translation>
    </message>
    <message>
        <source>Open this menu</source>
        <translation>Mở trình đơn này</translation>
    </message>
    <message>
        <source>Keys and help</source>
        <translation>Phím tắt và trợ giúp</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Thoát</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>%1 d</source>
        <translation>%1 ngày</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 giờ</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 ph</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Operating</source>
        <translation>Hoạt động</translation>
    </message>
    <message>
        <source>Not operating</source>
        <translation>Ngừng</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 điểm</translation>
    </message>
</context>
<context>
    <name>map</name>
    <message>
        <source>online</source>
        <translation>hoạt động</translation>
    </message>
    <message>
        <source>unstable</source>
        <translation>chập chờn</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>mất kết nối</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>không rõ</translation>
    </message>
    <message>
        <source>Map of the cameras: arrow keys move, + and - change the scale, Home shows everything</source>
        <translation>Bản đồ camera: phím mũi tên để di chuyển, + và - để đổi tỷ lệ, Home để xem toàn bộ</translation>
    </message>
    <message>
        <source>base map Natural Earth · provinces until 30/06/2025</source>
        <translation>nền Natural Earth · địa giới tỉnh đến 30/06/2025</translation>
    </message>
    <message>
        <source>Closer (+)</source>
        <translation>Phóng to (+)</translation>
    </message>
    <message>
        <source>Farther (-)</source>
        <translation>Thu nhỏ (-)</translation>
    </message>
    <message>
        <source>Cameras: %1</source>
        <translation>Số camera: %1</translation>
    </message>
</context>
<context>
    <name>naming</name>
    <message>
        <source>the rule no longer exists</source>
        <translation>quy tắc không còn nữa</translation>
    </message>
    <message>
        <source>feed %1 sends nothing</source>
        <translation>nguồn %1 không gửi dữ liệu</translation>
    </message>
    <message>
        <source>Feed %1</source>
        <translation>Nguồn %1</translation>
    </message>
    <message>
        <source>On-time dossiers (%1)</source>
        <translation>Hồ sơ đúng hạn (%1)</translation>
    </message>
    <message>
        <source>%1 · limit %2</source>
        <translation>%1 · ngưỡng %2</translation>
    </message>
    <message>
        <source>change %1</source>
        <translation>thay đổi %1</translation>
    </message>
    <message>
        <source>fall %1</source>
        <translation>giảm %1</translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>Overview</source>
        <translation>Tổng quan</translation>
    </message>
    <message>
        <source>Dossiers</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Bản đồ</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Chỉ số</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>Nguồn</translation>
    </message>
</context>
<context>
    <name>provenance</name>
    <message>
        <source>Value</source>
        <translation>Giá trị</translation>
    </message>
    <message>
        <source>Numerator / denominator</source>
        <translation>Tử số / mẫu số</translation>
    </message>
    <message>
        <source>Source time</source>
        <translation>Thời điểm tại nguồn</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Nhận lúc</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Nguồn dữ liệu</translation>
    </message>
    <message>
        <source>Feed state</source>
        <translation>Trạng thái nguồn dữ liệu</translation>
    </message>
    <message>
        <source>Next poll</source>
        <translation>Lần lấy tới</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Ngưỡng cảnh báo</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Ngưỡng nghiêm trọng</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Căn cứ của ngưỡng</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Số liệu công bố</translation>
    </message>
    <message>
        <source>Published range</source>
        <translation>Khoảng công bố</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Tính đến</translation>
    </message>
    <message>
        <source>Source file</source>
        <translation>Tệp nguồn</translation>
    </message>
    <message>
        <source>Note on the figure</source>
        <translation>Lưu ý về số liệu</translation>
    </message>
    <message>
        <source>newest row rejected: %1</source>
        <translation>dòng mới nhất bị loại: %1</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Chất lượng dữ liệu</translation>
    </message>
    <message>
        <source>stale: the source has sent nothing newer</source>
        <translation>cũ: nguồn chưa gửi số liệu mới hơn</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>không có giá trị</translation>
    </message>
    <message>
        <source>the share does not follow from its numerator and denominator</source>
        <translation>tỷ lệ không khớp với tử số và mẫu số</translation>
    </message>
</context>
<context>
    <name>published</name>
    <message>
        <source>computed from other figures of the source</source>
        <translation>tính từ các số liệu khác của nguồn</translation>
    </message>
    <message>
        <source>the source says: more than</source>
        <translation>nguồn ghi: hơn</translation>
    </message>
    <message>
        <source>the source gives a range</source>
        <translation>nguồn ghi một khoảng</translation>
    </message>
    <message>
        <source>the source says: about</source>
        <translation>nguồn ghi: khoảng</translation>
    </message>
    <message>
        <source>the source says: almost</source>
        <translation>nguồn ghi: gần</translation>
    </message>
    <message>
        <source>the rounding does not agree</source>
        <translation>làm tròn không khớp</translation>
    </message>
    <message>
        <source>misprint in the label</source>
        <translation>lỗi in ở nhãn</translation>
    </message>
    <message>
        <source>misprint in the text</source>
        <translation>lỗi in trong văn bản</translation>
    </message>
    <message>
        <source>unclear what is counted</source>
        <translation>phạm vi tính không rõ</translation>
    </message>
    <message>
        <source>unclear unit of measure</source>
        <translation>đơn vị đo không rõ</translation>
    </message>
    <message>
        <source>malformed number</source>
        <translation>số viết sai dạng</translation>
    </message>
    <message>
        <source>denominator not stated</source>
        <translation>không nêu mẫu số</translation>
    </message>
    <message>
        <source>break between periods</source>
        <translation>số liệu đứt đoạn giữa các kỳ</translation>
    </message>
    <message>
        <source>sentence cut off</source>
        <translation>câu bị cắt</translation>
    </message>
    <message>
        <source>same date as the portal</source>
        <translation>trùng ngày với cổng dịch vụ công</translation>
    </message>
    <message>
        <source>an item is listed twice</source>
        <translation>một mục bị liệt kê hai lần</translation>
    </message>
    <message>
        <source>checked against another figure</source>
        <translation>đã đối chiếu với số liệu khác</translation>
    </message>
    <message>
        <source>basis not stated</source>
        <translation>không nêu cơ sở tính</translation>
    </message>
    <message>
        <source>wrong acronym</source>
        <translation>viết tắt sai</translation>
    </message>
    <message>
        <source>the share does not follow from its parts</source>
        <translation>tỷ lệ không khớp với tử số và mẫu số</translation>
    </message>
    <message>
        <source>no-break space after the number</source>
        <translation>có khoảng trắng không ngắt sau số</translation>
    </message>
    <message>
        <source>two units of measure for one figure</source>
        <translation>một số liệu có hai đơn vị đo</translation>
    </message>
    <message>
        <source>number and word run together</source>
        <translation>số và chữ viết liền nhau</translation>
    </message>
    <message>
        <source>a counter of the web page, not of the report</source>
        <translation>bộ đếm của trang web, không phải của báo cáo</translation>
    </message>
    <message>
        <source>repeated phrase</source>
        <translation>lặp cụm từ</translation>
    </message>
    <message>
        <source>odd wording before an exact figure</source>
        <translation>từ ngữ lạ trước số chính xác</translation>
    </message>
    <message>
        <source>mixed decimal marks</source>
        <translation>dấu thập phân không thống nhất</translation>
    </message>
    <message>
        <source>thousands mark missing</source>
        <translation>thiếu dấu phân cách hàng nghìn</translation>
    </message>
    <message>
        <source>may be a target rather than a result</source>
        <translation>có thể là mục tiêu, không phải kết quả</translation>
    </message>
    <message>
        <source>counted from an open list</source>
        <translation>đếm từ danh sách chưa đầy đủ</translation>
    </message>
    <message>
        <source>the period ends after the publication</source>
        <translation>kỳ số liệu kết thúc sau ngày công bố</translation>
    </message>
    <message>
        <source>the count does not agree with the list</source>
        <translation>số đếm không khớp danh sách</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Notice</source>
        <translation>Lưu ý</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Nghiêm trọng</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>bình thường</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>chờ</translation>
    </message>
    <message>
        <source>active</source>
        <translation>đang hoạt động</translation>
    </message>
    <message>
        <source>recovering</source>
        <translation>đang hồi phục</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation>chưa xác nhận</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>đã xác nhận</translation>
    </message>
    <message>
        <source>good data</source>
        <translation>dữ liệu tốt</translation>
    </message>
    <message>
        <source>stale data</source>
        <translation>dữ liệu cũ</translation>
    </message>
    <message>
        <source>data in error</source>
        <translation>dữ liệu lỗi</translation>
    </message>
    <message>
        <source>not suppressed</source>
        <translation>không tạm ẩn</translation>
    </message>
    <message>
        <source>shelved</source>
        <translation>tạm ẩn</translation>
    </message>
    <message>
        <source>consequence of another alert</source>
        <translation>hệ quả của cảnh báo khác</translation>
    </message>
    <message>
        <source>out of service</source>
        <translation>ngừng phục vụ</translation>
    </message>
    <message>
        <source>Limit broken, waiting</source>
        <translation>Vượt ngưỡng, đang chờ</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>Phát cảnh báo</translation>
    </message>
    <message>
        <source>Severity changed</source>
        <translation>Đổi mức</translation>
    </message>
    <message>
        <source>Recovering</source>
        <translation>Đang hồi phục</translation>
    </message>
    <message>
        <source>Broken again</source>
        <translation>Vượt ngưỡng trở lại</translation>
    </message>
    <message>
        <source>Back to normal</source>
        <translation>Trở lại bình thường</translation>
    </message>
    <message>
        <source>Normal again before it was raised</source>
        <translation>Bình thường trở lại trước khi phát cảnh báo</translation>
    </message>
    <message>
        <source>Data became stale</source>
        <translation>Dữ liệu trở nên cũ</translation>
    </message>
    <message>
        <source>Data arrive again</source>
        <translation>Dữ liệu đã về lại</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Đã xác nhận</translation>
    </message>
    <message>
        <source>Worse than when acknowledged</source>
        <translation>Xấu hơn lúc xác nhận</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Đã đóng</translation>
    </message>
    <message>
        <source>online</source>
        <translation>hoạt động</translation>
    </message>
    <message>
        <source>unstable</source>
        <translation>chập chờn</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>mất kết nối</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>không rõ</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>đang chờ</translation>
    </message>
    <message>
        <source>working</source>
        <translation>hoạt động</translation>
    </message>
    <message>
        <source>late data</source>
        <translation>dữ liệu trễ</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>lỗi</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>ngừng gửi</translation>
    </message>
    <message>
        <source>received</source>
        <translation>đã nhận</translation>
    </message>
    <message>
        <source>not modified</source>
        <translation>không thay đổi</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>thất bại</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Trung tâm</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>Cấp tỉnh</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Sở, ban, ngành</translation>
    </message>
    <message>
        <source>District</source>
        <translation>Cấp huyện</translation>
    </message>
    <message>
        <source>Commune</source>
        <translation>Cấp xã</translation>
    </message>
    <message>
        <source>higher is better</source>
        <translation>càng cao càng tốt</translation>
    </message>
    <message>
        <source>lower is better</source>
        <translation>càng thấp càng tốt</translation>
    </message>
    <message>
        <source>no direction</source>
        <translation>không có chiều tốt xấu</translation>
    </message>
    <message>
        <source>above %1</source>
        <translation>trên %1</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>từ %1 trở lên</translation>
    </message>
    <message>
        <source>below %1</source>
        <translation>dưới %1</translation>
    </message>
    <message>
        <source>%1 or less</source>
        <translation>từ %1 trở xuống</translation>
    </message>
    <message>
        <source>changed by more than %1 %</source>
        <translation>thay đổi quá %1 %</translation>
    </message>
    <message>
        <source>fell by more than %1 %</source>
        <translation>giảm quá %1 %</translation>
    </message>
    <message>
        <source>no data for %1</source>
        <translation>không có dữ liệu trong %1</translation>
    </message>
    <message>
        <source>The source did not answer in time</source>
        <translation>Nguồn không trả lời kịp thời hạn</translation>
    </message>
    <message>
        <source>The source cannot be reached</source>
        <translation>Không kết nối được tới nguồn</translation>
    </message>
    <message>
        <source>The secure connection was refused</source>
        <translation>Kết nối bảo mật bị từ chối</translation>
    </message>
    <message>
        <source>The source answered with an error</source>
        <translation>Nguồn trả lời báo lỗi</translation>
    </message>
    <message>
        <source>The source redirects without end</source>
        <translation>Nguồn chuyển hướng không dứt</translation>
    </message>
    <message>
        <source>The document is larger than allowed</source>
        <translation>Tài liệu lớn hơn mức cho phép</translation>
    </message>
    <message>
        <source>The document broke off before its end</source>
        <translation>Tài liệu bị ngắt giữa chừng</translation>
    </message>
    <message>
        <source>The characters of the document cannot be read</source>
        <translation>Không đọc được ký tự của tài liệu</translation>
    </message>
    <message>
        <source>The document is not in the format expected</source>
        <translation>Tài liệu không đúng định dạng</translation>
    </message>
    <message>
        <source>The rows are not where the mapping looks for them</source>
        <translation>Không thấy các dòng ở nơi ánh xạ chỉ ra</translation>
    </message>
    <message>
        <source>The program failed on this document</source>
        <translation>Chương trình gặp lỗi với tài liệu này</translation>
    </message>
    <message>
        <source>A field is missing</source>
        <translation>Thiếu trường</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>Không phải số</translation>
    </message>
    <message>
        <source>The digits are grouped wrongly</source>
        <translation>Phân nhóm chữ số sai</translation>
    </message>
    <message>
        <source>The number is infinite or undefined</source>
        <translation>Số vô hạn hoặc không xác định</translation>
    </message>
    <message>
        <source>Not a time</source>
        <translation>Không phải thời gian</translation>
    </message>
    <message>
        <source>The time lies in the future</source>
        <translation>Thời gian ở tương lai</translation>
    </message>
    <message>
        <source>Not a place on earth</source>
        <translation>Không phải một vị trí trên mặt đất</translation>
    </message>
    <message>
        <source>The place lies outside the area</source>
        <translation>Vị trí nằm ngoài địa bàn</translation>
    </message>
    <message>
        <source>The indicator is not in the catalogue</source>
        <translation>Chỉ số không có trong danh mục</translation>
    </message>
    <message>
        <source>The unit is not in the catalogue</source>
        <translation>Đơn vị không có trong danh mục</translation>
    </message>
    <message>
        <source>The mapping has no translation for the value</source>
        <translation>Ánh xạ không có giá trị tương ứng</translation>
    </message>
    <message>
        <source>The text is longer than allowed</source>
        <translation>Văn bản dài hơn mức cho phép</translation>
    </message>
    <message>
        <source>The row repeats one of the same document</source>
        <translation>Dòng lặp lại một dòng khác trong cùng tài liệu</translation>
    </message>
    <message>
        <source>The dossier counts contradict each other</source>
        <translation>Số lượng hồ sơ mâu thuẫn nhau</translation>
    </message>
</context>
</TS>
